"""What must happen at one go in Valkey."""

from __future__ import annotations

from typing import Final

from regie.core.valkey import Script

CLAIM: Final = Script("""
-- KEYS entry lease version...   ARGV token lease_ms fresh_version version_ms needed_ms
-- Versions that are missing are made; none is ever used twice, so nothing old can match it.
local versions = redis.call('MGET', unpack(KEYS, 3))
for i = 1, #KEYS - 2 do
  if not versions[i] then
    versions[i] = ARGV[3]
    redis.call('SET', KEYS[i + 2], ARGV[3], 'PX', ARGV[4])
  elseif redis.call('PTTL', KEYS[i + 2]) < tonumber(ARGV[5]) then
    redis.call('PEXPIRE', KEYS[i + 2], ARGV[4])
  end
end
-- Who finds the lease taken marks it: then its holder tells when it gives it back.
local mine = redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2])
if not mine then
  local holder = redis.call('GET', KEYS[2])
  if #holder == #ARGV[1] then redis.call('SET', KEYS[2], holder .. '!', 'KEEPTTL') end
end
return {redis.call('GET', KEYS[1]), mine and 1 or 0, versions}
""")

RENEW: Final = Script("""
-- KEYS lease   ARGV token lease_ms
local holder = redis.call('GET', KEYS[1])
if not holder or string.sub(holder, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
""")

STORE: Final = Script("""
-- KEYS entry lease   ARGV token blob kept_ms channel news
-- Who lost the lease (paused too long, or the key was forgotten) has nothing to say any more.
local holder = redis.call('GET', KEYS[2])
if not holder or string.sub(holder, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('DEL', KEYS[2])
if #holder > #ARGV[1] then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
return 1
""")

RELEASE: Final = Script("""
-- KEYS lease   ARGV token channel news
local holder = redis.call('GET', KEYS[1])
if not holder or string.sub(holder, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
if #holder > #ARGV[1] then redis.call('PUBLISH', ARGV[2], ARGV[3]) end
return 1
""")

FORGET: Final = Script("return redis.call('UNLINK', KEYS[1], KEYS[2])")

TELL: Final = Script("""
-- KEYS what is gone   ARGV channel message
for i = 1, #KEYS do redis.call('UNLINK', KEYS[i]) end
return redis.call('PUBLISH', ARGV[1], ARGV[2])
""")
