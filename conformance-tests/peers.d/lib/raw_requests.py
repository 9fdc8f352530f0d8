"""Raw HTTP requests for a proxy before a Vault server: well-formed ones, and all the ways in which two readers may disagree."""

import json

ENCODED = ["%2e%2e/", "%2E%2E/", "..%2f", "%2f", "%2F", "%5c", "\\", "%00", "%0d%0a", ";x=y", "%3b", "%253f", "%252e%252e%252f", "%c0%af", "%ef%bc%8f",
           "./", "../", "//", "/./", "/../", "%20", "+", "*", "#x", "\u00e9", "\u2215", "%u002f", "~", "!", "@", ":", ",", "="]
QUERIES = ["", "version=1", "version=0", "version=2", "version=01", "version=-1", "version=1&version=2", "Version=1", "version=%31", "version=1;list=true",
           "list=true", "scan=true", "help=1", "version=1&list=true", "version=1#", "?version=1", "version", "version=", "list=1", "version=9999999999999999999",
           "version=1%26list=true", "&version=1", "version=1&", "depth=1", "after=a&limit=1"]
METHODS = ["GET", "GET", "get", "HEAD", "LIST", "SCAN", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "GETS", "G\u00cbT"]
EXTRA = [("X-Vault-Namespace", "team"), ("X-Vault-Namespace", "team/"), ("X-Vault-Namespace", "root"), ("X-Vault-Namespace", "/"), ("X-Vault-Namespace", ""),
         ("x-vault-namespace", "TEAM"), ("X-Vault-Namespace", "../team"), ("X-Vault-Wrap-TTL", "60"), ("X-Vault-Wrap-TTL", "-1"), ("X-Vault-Wrap-TTL", "abc"),
         ("X-Vault-Wrap-Format", "jwt"), ("X-Vault-Policy-Override", "true"), ("X-Vault-MFA", "a:b"), ("X-Vault-Inline-Auth-Path", "auth/approle/login"),
         ("X-Vault-Inline-Auth-Operation", "update"), ("X-Vault-Forward", "active-node"), ("X-HTTP-Method-Override", "DELETE"), ("X-Original-URL", "/v1/kv/data/denied/db"),
         ("X-Rewrite-URL", "/v1/kv/data/denied/db"), ("X-Forwarded-For", "10.0.0.1"), ("X-Forwarded-Prefix", "/v1/sys"), ("Forwarded", "for=10.0.0.1"),
         ("Connection", "X-Vault-Token"), ("Connection", "keep-alive, X-Vault-Request"), ("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAAQAAP__"),
         ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Type", "text/plain"), ("Content-Type", "application/json; charset=utf-16"),
         ("Accept-Encoding", "gzip"), ("Range", "bytes=0-1"), ("If-None-Match", "*"), ("TE", "trailers"), ("X_Vault_Token", "x"), ("Authorization", "Basic eDp5"),
         ("Client-Cert", ":AAAA:"), ("X-Vault-Index", "AAAA"), ("X-Vault-No-Request-Forwarding", "true"), ("Cookie", "a=b"), ("Trailer", "X-Vault-Token")]
ABSOLUTE = ["http://127.0.0.1", "http://other.example", "https://127.0.0.1:8200", "HTTP://127.0.0.1", "//127.0.0.1"]


class Request:
    """One request, still in parts."""

    def __init__(self, method, path, token="", body=None):
        self.method = method
        self.path = path
        self.query = None
        self.version = "HTTP/1.1"
        self.end = "\r\n"
        self.headers = [("Host", "127.0.0.1")]
        if token:
            self.headers.append(("X-Vault-Token", token))
        self.body = b"" if body is None else body
        self.framed = False
        self.before_body = b""

    def head(self, number, close):
        headers = [*self.headers, ("X-Fuzz-Id", str(number))]
        if self.body and not self.framed:
            headers.append(("Content-Length", str(len(self.body))))
        if close:
            headers.append(("Connection", "close"))
        target = self.path if self.query is None else f"{self.path}?{self.query}"
        lines = [f"{self.method} {target} {self.version}", *(f"{name}: {value}" for name, value in headers)]
        return (self.end.join(lines) + self.end * 2).encode("utf-8", "surrogateescape")

    def bytes(self, number, close=True):
        return self.head(number, close) + self.body


class Generator:
    """Requests by a seeded source of chance."""

    def __init__(self, chance, tokens, logins):
        self._chance = chance
        self._tokens = tokens
        self._logins = logins

    def base(self):
        pick = self._chance.random()
        token = self._chance.choice(self._tokens)
        if pick < 0.6:
            secret = self._chance.choice(["a", "b", "data", "a/b/c", "list", "v1"])
            return Request("GET", f"/v1/kv/data/fuzz/{secret}", token)
        if pick < 0.68:
            return Request("GET", "/v1/kv/data/denied/db", token)
        if pick < 0.80:
            body = json.dumps(self._chance.choice(self._logins)).encode()
            return Request(self._chance.choice(["POST", "PUT"]), "/v1/auth/approle/login", body=body)
        if pick < 0.86:
            return Request("GET", "/v1/auth/token/lookup-self", token)
        if pick < 0.89:
            return Request("GET", "/v1/sys/internal/ui/mounts/kv/fuzz", token)
        paths = ["/v1/sys/health", "/v1/kv/metadata/fuzz/a", "/v1/other/data/x", "/v1/team/kv/data/fuzz/a", "/v1/sys/policies/acl", "/v1/kv/data", "/v1/kv/data/",
                 "/v1/old/app", "/v1/identity/entity/id", "/", "/v1", "*", "/v2/kv/data/fuzz/a", "/v1/auth/token/lookup", "/v1/kvdata/fuzz/a", "/v1/kv/subkeys/fuzz/a"]
        return Request("GET", self._chance.choice(paths), token)

    def request(self, number):
        """The bytes of one connection."""
        made = self.base()
        for _ in range(self._chance.choice([0, 1, 1, 1, 2, 2, 3])):
            self._chance.choice([self._path, self._path, self._path, self._query, self._method, self._header, self._header, self._token,
                                 self._line, self._body, self._frame])(made)
        if self._chance.random() < 0.05:
            return made.bytes(number, close=False) + self.base().bytes(f"{number}-second")
        return made.bytes(number)

    def _path(self, made):
        at = self._chance.randrange(len(made.path) + 1)
        kind = self._chance.randrange(6)
        if kind == 0 and at < len(made.path):
            made.path = made.path[:at] + f"%{ord(made.path[at]) & 255:02x}" + made.path[at + 1:]
        elif kind == 1 and at < len(made.path):
            made.path = made.path[:at] + f"%25{ord(made.path[at]) & 255:02X}" + made.path[at + 1:]
        elif kind == 2:
            made.path = made.path[:at] + self._chance.choice(ENCODED) + made.path[at:]
        elif kind == 3:
            made.path = self._chance.choice([made.path + "/", "/" + made.path, made.path.replace("/data/", "/data/denied/../"), made.path.replace("/kv/", "/kv//"),
                                             made.path.replace("/kv/", "/KV/"), made.path.replace("data", "metadata"), made.path.replace("/v1/", "/v1/team/"),
                                             made.path.replace("/v1/", "/v1/./"), made.path + "/../../denied/db", made.path.replace("fuzz/", "fuzz%2f")])
        elif kind == 4:
            made.path = self._chance.choice(ABSOLUTE) + made.path
        else:
            made.path = made.path[:at] + chr(self._chance.choice([9, 11, 32, 127, 160, 0x202e, 0xfeff])) + made.path[at:]

    def _query(self, made):
        made.query = self._chance.choice(QUERIES)

    def _method(self, made):
        made.method = self._chance.choice(METHODS)

    def _header(self, made):
        made.headers.append(self._chance.choice(EXTRA))

    def _token(self, made):
        token = self._chance.choice([*self._tokens, "s.none", "", " ", "a b"])
        kind = self._chance.choice(["X-Vault-Token", "x-vault-token", "X-Vault-Token ", "Authorization", "X-Vault-Token\r\n", "\tX-Vault-Token"])
        made.headers.append((kind, f"Bearer {token}" if kind == "Authorization" else token))

    def _line(self, made):
        kind = self._chance.randrange(5)
        if kind == 0:
            made.end = "\n"
        elif kind == 1:
            made.version = self._chance.choice(["HTTP/1.0", "HTTP/1.1 ", "HTTP/2.0", "http/1.1", "HTTP/1.1\t", "HTTP/1.01"])
        elif kind == 2:
            made.headers.insert(0, ("Host", self._chance.choice(["other.example", "", "127.0.0.1"])))
        elif kind == 3:
            made.headers.append(("X-Folded", "a\r\n X-Vault-Namespace: team"))
        else:
            made.path = made.path.replace("/", " /", 1)

    def _body(self, made):
        login = self._chance.choice(self._logins)
        other = self._chance.choice(self._logins)
        role, secret = json.dumps(login["role_id"]), json.dumps(login["secret_id"])
        made.body = self._chance.choice([
            f'{{"role_id":{role},"secret_id":{secret},"role_id":{json.dumps(other["role_id"])}}}', f'{{"role\\u005fid":{role},"secret_id":{secret}}}',
            f'{{"role_id":{role},"secret_id":{secret}}}{{}}', f'[{{"role_id":{role},"secret_id":{secret}}}]', f'{{"role_id":{role},"secret_id":{secret},"x":1}}',
            f'\ufeff{{"role_id":{role},"secret_id":{secret}}}', f'{{"role_id":[{role}],"secret_id":{secret}}}', f'{{"ROLE_ID":{role},"secret_id":{secret}}}',
            f'{{"role_id":{role},"secret_id":{secret},"Role_Id":{json.dumps(other["role_id"])}}}', f'/* */{{"role_id":{role},"secret_id":{secret}}}',
            f"role_id={login['role_id']}&secret_id={login['secret_id']}", "{", "null", '{"role_id":1}', " " * 70000]).encode()

    def _frame(self, made):
        """Where a body ends: the ways in which two readers find different ends, with a request of their own behind."""
        inner = Request("GET", self._chance.choice(["/v1/kv/data/denied/db", "/v1/kv/data/fuzz/b", "/v1/sys/policies/acl"]), self._tokens[0]).bytes("inner")
        body = made.body or b'{"a":1}'
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        length, coding = str(len(body)), "chunked"
        kind = self._chance.randrange(12)
        made.framed = True
        made.headers += [[("Content-Length", str(len(chunked))), ("Transfer-Encoding", coding)], [("Transfer-Encoding", coding), ("Content-Length", "4")],
                         [("Content-Length", length), ("Content-Length", "0")], [("Content-Length", "+" + length)], [("Content-Length", f"{length}, {length}")],
                         [("Content-Length", hex(len(body)))], [("Transfer-Encoding", "xchunked")], [("Transfer-Encoding ", coding)],
                         [("Transfer-Encoding", "identity, chunked")], [("Transfer-Encoding", "chunked, identity"), ("Content-Length", length)],
                         [("Transfer-Encoding", "\x0bchunked"), ("Content-Length", length)], [("Transfer-Encoding", coding)]][kind]
        made.body = {0: chunked + inner, 1: chunked + inner, 8: chunked + inner, 11: chunked.replace(b"\r\n", b";a=b\r\n", 1) + inner}.get(kind, body + inner)
