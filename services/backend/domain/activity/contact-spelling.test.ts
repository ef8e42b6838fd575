import { emailSpelling, phoneSpelling } from './contact-spelling';

test.each([
  [' A@B.example ', 'a@b.example'],
  ['ａ@b.example', 'a@b.example'],
  ['jo doe@b.example', null],
  ['a@b@c', null],
  ['@', null],
  ['', null],
  [null, null],
  [`${'a'.repeat(320)}@b.example`, null],
])('the e-mail address %j is %j', (text, spelling) => {
  expect(emailSpelling(text)).toBe(spelling);
});

test.each([
  ['+49 (30) 1234567', '+49301234567'],
  ['+49 (0)30 1234567', '+49301234567'],
  ['0049 30 1234567', '+49301234567'],
  ['whatsapp:+49301234567', '+49301234567'],
  ['sip:+49301234567@trunk.example', '+49301234567'],
  ['030 1234567', null],
  ['+49••••••4567', null],
  ['anonymous', null],
  ['12345', null],
  ['jo@mail.example', null],
  [null, null],
])('the phone number %j is %j', (text, spelling) => {
  expect(phoneSpelling(text)).toBe(spelling);
});
