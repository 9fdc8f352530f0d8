"""AWS's Security Token Service for peers: it notes every request, answers by moto, and does to some roles what AWS does on bad days.

What a role's name says: `slow` answers too late, `failing` with a server's error, `refusing` with AccessDenied, `packed` with
PackedPolicyTooLarge, `garbage` with no answer of AWS, `cut` with nothing. `near` issues a session that is about to end, `longer`
one that lives longer than was asked for. `late` takes longer than the SDK for Java
waits for the broker once, and answers; `closing` takes a moment.
"""

import datetime
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import botocore.auth
import botocore.awsrequest
import botocore.credentials

NEAR_SECONDS = 45
DELAYS = {"late": 1.2, "closing": 0.8, "slow": 4}
ERRORS = {"failing": (500, "InternalFailure"), "refusing": (403, "AccessDenied"), "packed": (400, "PackedPolicyTooLarge"),
          "garbage": (200, "")}


class Asked:
    """One AssumeRole: its form, the role's name, and whether its signature is the broker's, as botocore makes it."""

    def __init__(self, handler, body, key, secret):
        self.form = {name: values[0] for name, values in urllib.parse.parse_qs(body.decode(), strict_parsing=True).items()}
        self.role = self.form["RoleArn"].rpartition("/")[2]
        self.signed = handler.headers["Authorization"] == signature(handler, body, key, secret)
        self.issued = {}

    def tags(self):
        found = {}
        for name, value in self.form.items():
            if match := re.fullmatch(r"Tags\.member\.(\d+)\.Key", name):
                found[value] = self.form[f"Tags.member.{match[1]}.Value"]
        return found


def signature(handler, body, key, secret):
    """What botocore would send as `Authorization` for a request that it is given, at the time that it names."""
    names = re.search(r"SignedHeaders=([^,]+)", handler.headers["Authorization"])[1].split(";")
    headers = {name: handler.headers[name] for name in names}
    request = botocore.awsrequest.AWSRequest("POST", f"http://{handler.headers['Host']}{handler.path}", headers=headers, data=body)
    request.context["timestamp"] = handler.headers["X-Amz-Date"]
    signer = botocore.auth.SigV4Auth(botocore.credentials.Credentials(key, secret), "sts", "eu-west-1")
    text = signer.string_to_sign(request, signer.canonical_request(request))
    return (f"AWS4-HMAC-SHA256 Credential={signer.scope(request)}, SignedHeaders={signer.signed_headers(signer.headers_to_sign(request))}, "
            f"Signature={signer.signature(text, request)}")


class RecordingSts:
    """Listens on a port of 127.0.0.1 until `stop`; `start` listens there again."""

    def __init__(self, moto_port, key, secret):
        self.moto = moto_port
        self.key, self.secret = key, secret
        self.asked = []
        self.users = []
        self.port = 0
        self._server = None
        self._stopped = False
        self.start()

    def start(self):
        sts = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if sts._stopped:
                    self.close_connection = True  # A connection that was kept ends with the server.
                    return
                sts.answer(self, body)

            def log_message(self, *_):
                pass

        ThreadingHTTPServer.allow_reuse_address = True
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        self._stopped = False
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self._stopped = True
        self._server.shutdown()
        self._server.server_close()

    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def of(self, role):
        """What was asked for a role, in order."""
        return [each for each in self.asked if each.role == role]

    def answer(self, handler, body):
        if b"Action=AssumeRole&" not in body + b"&":
            self.users.append(re.search(r"Credential=([^/]+)/", handler.headers["Authorization"])[1])
            send(handler, *self._by_moto(handler, body))
            return
        asked = Asked(handler, body, self.key, self.secret)
        self.asked.append(asked)
        if asked.role == "cut":
            handler.close_connection = True
            return
        time.sleep(DELAYS.get(asked.role, 0))
        if asked.role in ERRORS:
            status, code = ERRORS[asked.role]
            send(handler, status, error(code) if code else b"<html>It works!</html>")
            return
        status, answer = self._by_moto(handler, body)
        asked.issued = {name: re.search(f"<{name}>([^<]+)<".encode(), answer)[1].decode()
                        for name in ("AccessKeyId", "SecretAccessKey", "SessionToken")}
        if asked.role in ("near", "longer"):
            seconds = NEAR_SECONDS if asked.role == "near" else 7 * 86400
            end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
            text = f"<Expiration>{end:%Y-%m-%dT%H:%M:%SZ}</Expiration>"
            answer = re.sub(rb"<Expiration>[^<]+</Expiration>", text.encode(), answer)
        send(handler, status, answer)

    def _by_moto(self, handler, body):
        headers = {name: value for name, value in handler.headers.items() if name.lower() not in ("host", "connection", "content-length")}
        headers["Host"] = "sts.eu-west-1.amazonaws.com"
        request = urllib.request.Request(f"http://127.0.0.1:{self.moto}/", data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()


def error(code):
    return (f'<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>{code}</Code><Message>User: '
            "arn:aws:iam::111122223333:user/portcullis-broker is not authorized</Message></Error><RequestId>1</RequestId></ErrorResponse>").encode()


def send(handler, status, body):
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", "text/xml")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    except OSError:
        pass  # Whoever asked no longer waits.
