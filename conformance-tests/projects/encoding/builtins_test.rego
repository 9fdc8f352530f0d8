package builtins_test

test_base64 if base64.decode(base64.encode("häl")) == "häl"

test_base64_valid if base64.is_valid("aGk=")

test_base64url if base64url.encode_no_pad("?>") == "Pz4"

test_base64url_decode if base64url.decode("Pz4=") == "?>"

test_hex if hex.decode(hex.encode("a")) == "a"

test_url if urlquery.encode("a b&c") == "a+b%26c"

test_url_decode if urlquery.decode("a+b") == "a b"

test_url_object if urlquery.encode_object({"a": ["1", "2"]}) == "a=1&a=2"

test_url_decode_object if urlquery.decode_object("a=1&b=2") == {"a": ["1"], "b": ["2"]}

test_json if json.unmarshal(json.marshal({"a": [1, null]})) == {"a": [1, null]}

test_json_options if json.marshal_with_options({"a": 1}, {"pretty": true}) == "{\n\t\"a\": 1\n}"

test_json_valid if not json.is_valid("{")

test_yaml if yaml.unmarshal("a: [1, x]") == {"a": [1, "x"]}

test_yaml_marshal if yaml.marshal({"a": 1}) == "a: 1\n"

test_yaml_valid if yaml.is_valid("a: b")

test_uri if uri.parse("https://a.b/c?d=1").hostname == "a.b"

test_uri_valid if uri.is_valid("http://x")
