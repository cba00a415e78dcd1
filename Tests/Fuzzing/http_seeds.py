#!/usr/bin/env python3
"""Makes the first inputs of the fuzzer of HTTP requests.

    http_seeds.py FOLDER    writes FOLDER/http

Requests as browsers and programs send them, and each shape that is known to be read in two ways: what
one server takes for the end of a request another takes for its middle.
"""
import hashlib
import pathlib
import sys

GET = b"GET / HTTP/1.1\r\nHost: localhost:8080\r\n"
POST = b"POST /api/v1/payments HTTP/1.1\r\nHost: localhost\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
BODY = b'{"amount":"50000","key":"k"}'

GOOD = [
    GET + b"\r\n",
    b"\r\n" + GET + b"\r\n",
    GET + b"\r\n" + GET + b"Connection: close\r\n\r\n",
    b"HEAD /calls?size=26&before=42 HTTP/1.0\r\n\r\n",
    b"GET /booths/43%2012/calls?lang=es&q=a+b%26c&empty&=v HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n",
    b"GET //a//%2e%2e/%2F?%C3%B1=%F0%9F%98%80 HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
    POST + b"Content-Type: application/json\r\nContent-Length: 28\r\n\r\n" + BODY + GET + b"\r\n",
    POST + b"Content-Length: 0\r\nExpect: 100-continue\r\nCookie: lang=es; a=b\r\n\r\n",
    POST + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\nhi",
    # More than most may bring, of both limits that are tried.
    POST + b"Content-Length: 20\r\n\r\n" + b"f" * 20 + GET + b"\r\n",
    b"PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\n\0\r\n",
    b"name=juan&password=a%26b+c&csrf=0f",
]
PART = b"--b\r\nContent-Disposition: form-data; name="
FORMS = [
    b"--b--", b"--b--\r\n", b"--b\r\n--b--", b"--bb\r\n",
    PART + b'"list"\r\n\r\ndeck\r\n--b--\r\n',
    PART + b'"list"\r\n\r\ndeck\r\n' + PART
    + b'"file"; filename="a%22b.csv"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n\r\n--\r\n--b--',
    PART + b'"a"\r\n\r\n1\r\n' + PART + b'"a"\r\n\r\n2\r\n--b--',
    PART + b'"a"\r\n\r\n1\r\n--bX\r\n--b--', PART + b'"a"\r\n\r\n1\n--b--',
    PART + b'"a"\r\n\r\n\r\n--b--trailer', PART + b'a\r\n\r\n1\r\n--b--',
    b'--b\r\nX: y\r\ncontent-disposition: FORM-DATA; filename="f"; name="n"\r\n\r\n\0\xff\r\n--b--',
    b"".join(PART + b'"%d"\r\n\r\n\r\n' % number for number in range(30)) + b"--b--",
]
LENGTHS = [b"+2", b"-2", b" 2", b"2 ", b"0x2", b"2, 2", b"2 2", b"2.0", b"2e0", b"", b"\xb2", b"2\t",
           b"99999999999999999999999", b"18446744073709551618", b"4294967298", b"16385", b"16384"]
ENCODINGS = [b"chunked", b"identity", b"Chunked", b"\x0bchunked", b"chunked, identity", b"x, chunked",
             b"\"chunked\"", b"chunked;q=1"]
HEADERS = [b"X : a", b" X: a", b"\tX: a", b"X: a\r\n b", b"X", b": a", b"X: a\0b", b"X: a\rb",
           b"X: a\nContent-Length: 5", b"X[]: a", b"Host: b", b"Content-Length : 5", b"X: \xff\xc3",
           b"Content_Length: 5", b"X: a\r\r", b"Transfer-Encoding\x00: chunked", b"Expect: magic"]
LINES = [b"GET http://localhost/ HTTP/1.1", b"OPTIONS * HTTP/1.1", b"CONNECT a:80 HTTP/1.1",
         b"GET /a#b HTTP/1.1", b"GET / HTTP/1.1 ", b"GET  / HTTP/1.1", b"GET\t/\tHTTP/1.1", b"GET /",
         b"GET / HTTP/2.0", b"GET / HTTP/1.10", b"get / HTTP/1.1", b"GET /%00 HTTP/1.1",
         b"GET /%0d%0aX HTTP/1.1", b"GET /../../etc/passwd HTTP/1.1", b"GET /%2e%2e%2f HTTP/1.1",
         b"GET /?a=1&a=2 HTTP/1.1", b"GET /?%zz HTTP/1.1", b"GET /\xc3\xb1 HTTP/1.1",
         b"PRI * HTTP/2.0", b"\x16\x03\x01\x02\x00\x01"]


def odd():
    for length in LENGTHS:
        yield POST + b"Content-Length: " + length + b"\r\n\r\nab" + SMUGGLED
        yield POST + b"Content-Length: 2\r\nContent-Length: " + length + b"\r\n\r\nab" + SMUGGLED
    for encoding in ENCODINGS:
        lengthless = b"Transfer-Encoding: " + encoding + b"\r\n\r\n0\r\n\r\n" + SMUGGLED
        yield POST + lengthless
        # CL.TE and TE.CL: each of the two is the truth to somebody.
        yield POST + b"Content-Length: 5\r\n" + lengthless
        yield POST + lengthless.replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n", 1)
    for header in HEADERS:
        yield GET + header + b"\r\n\r\n" + SMUGGLED
        yield POST + CHUNKED + header + b"\r\n\r\n5\r\nabcde\r\n0\r\n\r\n" + SMUGGLED
    for line in LINES:
        yield line + b"\r\nHost: localhost\r\n\r\n" + SMUGGLED
    yield (GET + b"\r\n").replace(b"\r\n", b"\n") + SMUGGLED
    yield (GET + b"\r\n").replace(b"\r\n", b"\r") + SMUGGLED
    yield GET + b"\r\n\r\n\r\n" + SMUGGLED
    yield GET + b"X: " + b"a" * 1500 + b"\r\n" + b"Y:\r\n" * 70 + b"\r\n"
    yield b"GET /?" + b"&".join(b"p%d=%d" % (i, i) for i in range(33)) + b" HTTP/1.0\r\n\r\n"


def main(folder):
    place = folder / "http"
    place.mkdir(parents=True, exist_ok=True)
    for seed in [*GOOD, *FORMS, *odd()]:
        (place / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
