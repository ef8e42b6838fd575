import type { Currency } from './countries';

export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly brand: string;
  readonly colour: string;
  readonly size: string;
  /** In minor units. */
  readonly prices: Readonly<Record<Currency, number>>;
  /** In stock. */
  readonly quantity: number;
  readonly supplier: string;
  readonly marginPercent: number;
  /** Codes of countries whose customers cannot have it. */
  readonly notSoldIn: readonly string[];
}

/** `name | brand | colour | size | EUR cents | USD cents | in stock | supplier | margin % | countries where it is not sold` */
const SHELVES: Readonly<Record<string, string>> = {
  Jackets: `
    Harbour Rain Jacket | Nordvik | navy | M | 12900 | 13900 | 24 | Fjordtex | 42 |
    Summit Down Jacket | Nordvik | orange | L | 24900 | 26900 | 9 | Fjordtex | 38 | CA
    City Trench Coat | Maison Lune | beige | S | 18900 | 19900 | 14 | Atelier Lune | 51 |
    Trail Windbreaker | Kestrel | green | M | 7900 | 8900 | 40 | Kestrel Mills | 45 |
    Wool Overcoat | Maison Lune | charcoal | L | 27900 | 29900 | 6 | Atelier Lune | 49 | US CA
    Fleece Pullover | Kestrel | grey | M | 5900 | 6500 | 55 | Kestrel Mills | 47 |
    Quilted Vest | Kestrel | olive | S | 6900 | 7500 | 31 | Kestrel Mills | 44 |
    Softshell Hoodie | Nordvik | black | XL | 9900 | 10900 | 22 | Fjordtex | 40 |
    Denim Jacket | Rue 12 | blue | M | 8900 | 9500 | 27 | Rue 12 | 46 |
    Children's Rain Cape | Petit Pas | yellow | 6 years | 3900 | 4500 | 33 | Petit Pas | 50 | FR`,
  Shoes: `
    Canvas Sneaker | Rue 12 | white | 40 | 5900 | 6500 | 48 | Rue 12 | 48 |
    Trail Running Shoe | Kestrel | red | 42 | 11900 | 12900 | 19 | Kestrel Mills | 41 |
    Leather Ankle Boot | Maison Lune | brown | 39 | 16900 | 17900 | 12 | Atelier Lune | 52 |
    Hiking Boot | Nordvik | grey | 43 | 18900 | 19900 | 10 | Fjordtex | 39 | CA
    Rubber Boot | Petit Pas | green | 30 | 2900 | 3500 | 37 | Petit Pas | 49 |
    Espadrille | Costa Verde | sand | 41 | 3900 | 4500 | 29 | Costa Verde | 53 | US CA
    Loafer | Maison Lune | black | 42 | 13900 | 14900 | 16 | Atelier Lune | 50 |
    Sandal | Costa Verde | tan | 38 | 4900 | 5500 | 34 | Costa Verde | 51 |
    Felt Slipper | Nordvik | grey | 41 | 3500 | 3900 | 42 | Fjordtex | 47 |
    Winter Boot | Nordvik | black | 44 | 19900 | 21900 | 8 | Fjordtex | 37 | ES IT`,
  Bags: `
    Rolltop Backpack | Kestrel | petrol | 22 l | 8900 | 9900 | 26 | Kestrel Mills | 46 |
    Leather Satchel | Maison Lune | cognac | 12 l | 19900 | 21900 | 7 | Atelier Lune | 54 | FR
    Canvas Tote | Rue 12 | natural | 15 l | 1900 | 2100 | 90 | Rue 12 | 58 |
    Weekend Duffel | Nordvik | navy | 40 l | 10900 | 11900 | 18 | Fjordtex | 43 |
    Cabin Suitcase | Velo & Vela | silver | 38 l | 14900 | 15900 | 13 | Velo & Vela | 40 |
    Bicycle Pannier | Velo & Vela | yellow | 20 l | 7900 | 8900 | 21 | Velo & Vela | 44 | US
    Laptop Sleeve | Kestrel | grey | 14" | 2900 | 3200 | 60 | Kestrel Mills | 55 |
    Belt Bag | Rue 12 | black | 2 l | 2500 | 2800 | 47 | Rue 12 | 56 |
    Shopping Trolley | Costa Verde | red | 45 l | 5900 | 6500 | 15 | Costa Verde | 42 | CA US
    Children's Satchel | Petit Pas | pink | 10 l | 4900 | 5400 | 25 | Petit Pas | 48 |`,
  Kitchen: `
    Cast Iron Pan | Fornello | black | 28 cm | 6900 | 7500 | 30 | Fornello | 45 |
    Espresso Maker | Fornello | steel | 6 cups | 3900 | 4300 | 52 | Fornello | 47 |
    Chef's Knife | Solinger | steel | 20 cm | 8900 | 9500 | 17 | Solinger | 43 | IE
    Bread Board | Costa Verde | oak | 40 cm | 3500 | 3900 | 38 | Costa Verde | 52 |
    Enamel Mug | Fornello | white | 0.4 l | 1200 | 1400 | 120 | Fornello | 60 |
    Crème Brûlée Torch | Maison Lune | copper | one size | 4500 | 4900 | 11 | Atelier Lune | 46 | US CA IE
    Salad Bowl | Costa Verde | olive wood | 30 cm | 5900 | 6500 | 20 | Costa Verde | 50 |
    Teapot | Fornello | blue | 1 l | 4200 | 4600 | 23 | Fornello | 49 |
    Spice Grinder | Solinger | green | one size | 2700 | 2900 | 44 | Solinger | 51 |
    Linen Apron | Rue 12 | grey | one size | 3200 | 3500 | 36 | Rue 12 | 54 |`,
  Desk: `
    Fountain Pen | Solinger | black | F | 4900 | 5400 | 28 | Solinger | 48 |
    Dotted Notebook | Rue 12 | red | A5 | 1500 | 1700 | 150 | Rue 12 | 61 |
    Desk Lamp | Velo & Vela | white | 45 cm | 8900 | 9900 | 14 | Velo & Vela | 41 | US CA
    Felt Desk Mat | Nordvik | grey | 80 cm | 3900 | 4300 | 39 | Fjordtex | 50 |
    Letter Tray | Kestrel | oak | A4 | 2900 | 3200 | 33 | Kestrel Mills | 53 |
    Wall Calendar | Maison Lune | white | A3 | 2200 | 2400 | 80 | Atelier Lune | 62 |
    Pencil Set | Solinger | mixed | 12 pieces | 1800 | 2000 | 95 | Solinger | 57 |
    Standing Desk | Velo & Vela | walnut | 140 cm | 49900 | 54900 | 4 | Velo & Vela | 33 | IE US CA
    Office Chair | Velo & Vela | black | one size | 29900 | 32900 | 5 | Velo & Vela | 35 | US CA
    Paper Scissors | Solinger | steel | 18 cm | 1900 | 2100 | 64 | Solinger | 55 |`,
  Garden: `
    Watering Can | Costa Verde | green | 5 l | 2900 | 3300 | 41 | Costa Verde | 49 |
    Pruning Shears | Solinger | red | 21 cm | 3900 | 4300 | 26 | Solinger | 46 |
    Terracotta Pot | Costa Verde | terracotta | 24 cm | 1600 | 1900 | 70 | Costa Verde | 58 | US CA
    Garden Gloves | Kestrel | brown | M | 1400 | 1600 | 85 | Kestrel Mills | 59 |
    Wildflower Seeds | Costa Verde | mixed | 100 g | 900 | 1100 | 200 | Costa Verde | 64 | US CA IE
    Folding Chair | Fornello | blue | one size | 6900 | 7500 | 18 | Fornello | 42 |
    Picnic Blanket | Petit Pas | tartan | 150 cm | 4500 | 4900 | 29 | Petit Pas | 51 |
    Solar Lantern | Velo & Vela | white | 20 cm | 3400 | 3700 | 32 | Velo & Vela | 47 |
    Hammock | Costa Verde | striped | 200 cm | 7900 | 8500 | 12 | Costa Verde | 45 | CA
    Bird House | Nordvik | red | one size | 3600 | 3900 | 24 | Fjordtex | 52 |`,
};

/** Everything that the shop sells, by category. */
export const GOODS: readonly Product[] = Object.entries(SHELVES).flatMap(([category, shelf], shelfIndex) =>
  shelf
    .trim()
    .split('\n')
    .map((line, index) => productOf(category, line, (shelfIndex + 1) * 100 + index + 1)),
);

function productOf(category: string, line: string, number: number): Product {
  const [name = '', brand = '', colour = '', size = '', eur, usd, stock, supplier = '', margin, not = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  return {
    id: `p-${number}`,
    sku: `${category.slice(0, 3).toUpperCase()}-${number}`,
    name,
    category,
    brand,
    colour,
    size,
    prices: { EUR: Number(eur), USD: Number(usd) },
    quantity: Number(stock),
    supplier,
    marginPercent: Number(margin),
    notSoldIn: not.split(' ').filter((code) => code !== ''),
  };
}
