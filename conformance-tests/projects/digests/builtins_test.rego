package builtins_test

test_md5 if crypto.md5("a") == "0cc175b9c0f1b6a831c399e269772661"

test_sha1 if startswith(crypto.sha1("a"), "86f7")

test_sha256 if count(crypto.sha256("a")) == 64

test_hmac if crypto.hmac.equal(crypto.hmac.sha256("a", "k"), crypto.hmac.sha256("a", "k"))

test_hmac_512 if count(crypto.hmac.sha512("a", "")) == 128

test_differs if crypto.hmac.md5("a", "k") == crypto.hmac.sha1("a", "k")
