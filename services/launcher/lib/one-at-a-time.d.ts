export declare function oneAtATime<T>(file: string, task: () => Promise<T>): Promise<T>;
