"""A token of SoftHSM with an EC P-256 key made in it: `python -m … MODULE LABEL PIN OBJECT`.

In a process of its own: that of the tests must start the module by itself, as a worker does.
Writes the public key (DER) on its standard output.
"""

import sys

import pkcs11
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters


def make_key(module: str, token: str, pin: str, label: str) -> bytes:
    session = pkcs11.lib(module).get_token(token_label=token).open(rw=True, user_pin=pin)
    curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
    public, _private = parameters.generate_keypair(
        store=True, label=label, mechanism=pkcs11.Mechanism.EC_KEY_PAIR_GEN
    )
    encoded: bytes = encode_ec_public_key(public)
    return encoded


if __name__ == "__main__":
    sys.stdout.buffer.write(make_key(*sys.argv[1:]))
