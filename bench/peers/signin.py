"""Checking a password and nothing else: `python signin.py CASE PORT`, in an environment of its own.

`argon2` compares with a hash of Régie's parameters, bare: an ASGI callable and two threads.
`pwdlib` and `bcrypt` are what FastAPI's documentation shows: a route in its pool of threads.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from argon2.low_level import Type, hash_secret, verify_secret
from fastapi import FastAPI, HTTPException
from pwdlib import PasswordHash
from pwdlib.hashers.bcrypt import BcryptHasher
from pydantic import BaseModel

PASSWORD = "un mot de passe que personne ne devine"


class Credentials(BaseModel):
    email: str
    password: str


def bare() -> Any:
    stored = hash_secret(PASSWORD.encode(), os.urandom(16), 2, 19_456, 1, 32, Type.ID)
    threads = ThreadPoolExecutor(2)
    body = b'{"status":"signed_in"}'
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        sent = (await receive()).get("body", b"")
        if sent:
            password = json.loads(sent)["password"].encode()
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(threads, verify_secret, stored, password, Type.ID)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def customary(hashing: PasswordHash) -> FastAPI:
    app = FastAPI()
    stored = hashing.hash(PASSWORD)

    @app.post("/api/v1/identity/sign-in")
    def sign_in(typed: Credentials) -> dict[str, str]:
        if not hashing.verify(typed.password, stored):
            raise HTTPException(401)
        return {"status": "signed_in"}

    return app


if __name__ == "__main__":
    case, port = sys.argv[1:]
    app = {
        "argon2": bare,
        "pwdlib": lambda: customary(PasswordHash.recommended()),
        "bcrypt": lambda: customary(PasswordHash((BcryptHasher(),))),
    }[case]()
    uvicorn.run(app, port=int(port), access_log=False, log_level="warning", lifespan="off")
