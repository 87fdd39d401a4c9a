// Checks a credential with the libraries of Digital Bazaar, without the network.
// Standard input: {credential, served: {address: document}}; output: {verified, revoked, problem}.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {verifyCredential} from '@digitalbazaar/vc';
import {text} from 'node:stream/consumers';

const {credential, served} = JSON.parse(await text(process.stdin));

// Only what we were given. An unknown address throws: an empty answer would pass for a valid one.
async function documentLoader(url) {
  const document = served[url] ?? method(url);
  if(!document) {
    throw new Error(`not served: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

// A key is a part of its did document.
function method(url) {
  const methods = served[url.split('#')[0]]?.verificationMethod ?? [];
  const found = methods.find(({id}) => id === url);
  return found && {'@context': 'https://w3id.org/security/multikey/v1', ...found};
}

const suite = new DataIntegrityProof({cryptosuite});
const result = await verifyCredential({credential, suite, documentLoader, checkStatus});
// `verified` does not mean "not revoked": the bit is beside.
const statuses = result.statusResult?.results ?? [];
console.log(JSON.stringify({
  verified: result.verified,
  revoked: result.verified ? statuses.some(({status}) => status) : null,
  checked: statuses.length,
  problem: [result.error, ...(result.error?.errors ?? []), result.statusResult?.error]
    .filter(Boolean).map(one => `${one.name}: ${one.message}`).join(' | ')
}));
