// Verifies Sigstore bundles with sigstore-js: node verify.mjs KEY.pub SHA256 BUNDLE… prints each one's predicate type, or says why not and fails.
import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';

const [, , keyFile, sha256, ...bundleFiles] = process.argv;
const publicKey = createPublicKey(readFileSync(keyFile, 'utf8'));
const hint = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64');

const nobody = { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] };
const keyOf = (wanted) => {
  if (wanted !== hint) throw new Error(`the bundle names the key ${wanted}, not ${hint}`);
  return { publicKey, validFor: () => true };
};
const verifier = new Verifier(toTrustMaterial(nobody, keyOf), { tlogThreshold: 0, ctlogThreshold: 0, tsaThreshold: 0 });

for (const file of bundleFiles) {
  const bundle = bundleFromJSON(JSON.parse(readFileSync(file, 'utf8')));
  verifier.verify(toSignedEntity(bundle));
  const statement = JSON.parse(bundle.content.dsseEnvelope.payload.toString('utf8'));
  if (!statement.subject.some((subject) => subject.digest.sha256 === sha256)) throw new Error('the statement is about something else');
  console.log(statement.predicateType);
}
