"""Requests to the AWS broker by hand, projected service account tokens as a cluster would sign them, and a certificate."""

import base64
import datetime
import http.client
import ipaddress
import json
import os
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

ISSUER, AUDIENCE = "https://oidc.example/eks-prod", "portcullis"


def ask(site, role="", subject="", token=None, path="", method="GET", authorization=None, body=None):
    """Status and text of one request; `subject` names a token of the site."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        connection.putrequest(method, path or "/v1/roles/" + role)
        token = site.tokens[subject] if subject else token
        for each in authorization or ([token] if token else []):
            connection.putheader("Authorization", each)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def code_of(text):
    return json.loads(text).get("code")


def encoded(content):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class WebTokens:
    """An issuer with one key in its set, and another key that is not."""

    def __init__(self, file):
        self._file = file
        self._key, self.other = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        self.made = []
        numbers = self._key.public_key().public_numbers()
        key = {"kty": "RSA", "kid": "one", "alg": "RS256", "use": "sig", "n": encoded(numbers.n.to_bytes(256, "big")), "e": "AQAB"}
        with open(file, "w", encoding="utf-8") as out:
            json.dump({"keys": [key]}, out)

    def settings(self):
        return {"keys": self._file, "issuer": ISSUER, "audience": AUDIENCE, "cluster": "eks-prod"}

    def token(self, exp=600, key=None, **claims):
        """A good token but for what is said; `exp` is in seconds from now."""
        text = self._unsigned("RS256", exp, claims)
        signed = (key or self._key).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return self._noted(f"{text}.{encoded(signed)}")

    def unsigned(self):
        return self._noted(self._unsigned("none", 600, {}) + ".")

    @staticmethod
    def _unsigned(algorithm, exp, claims):
        now = int(time.time())
        payload = {"iss": ISSUER, "aud": [AUDIENCE], "sub": "system:serviceaccount:shop:api", "iat": now, "exp": now + exp, **claims}
        return encoded({"alg": algorithm, "kid": "one"}) + "." + encoded(payload)

    def _noted(self, token):
        self.made.append(token)
        return token


def certificate(folder):
    """The files of a certificate of 127.0.0.1 that is its own authority, and of its key."""
    os.makedirs(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "broker")])
    now = datetime.datetime.now(datetime.timezone.utc)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
            .not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(hours=1))
            .add_extension(address, critical=False).sign(key, hashes.SHA256()))
    files = os.path.join(folder, "broker.crt"), os.path.join(folder, "broker.key")
    texts = (made.public_bytes(serialization.Encoding.PEM),
             key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    for file, text in zip(files, texts):
        with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
            out.write(text)
    return files
