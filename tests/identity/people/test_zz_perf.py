import time
from sqlalchemy import text
from peopleplay import Organisation

async def test_perf(house: Organisation):
    west=await house.place("Ouest"); 
    stores=[await house.place(f"S{i}", west) for i in range(50)]
    async with house.services.core.database.begin() as c:
        await c.execute(text("""
        INSERT INTO identity.person (tenant,email,email_key,name,status)
        SELECT :t, 'p'||n||'@x.example', :t||'p'||n||'@x.example', 'Prénom'||(n*7919 % 20000)||' NÔM'||n, 'active' FROM generate_series(1,20000) n"""),{"t":house.tenant})
        await c.execute(text("""INSERT INTO identity.assignment (person_id, role, place_id)
        SELECT id, 'agent', (CAST(:s AS bigint[]))[1 + id % 50] FROM identity.person WHERE tenant=:t"""),{"t":house.tenant,"s":stores})
        await c.execute(text("""INSERT INTO identity.session (digest, tenant, person_id, expires_at, idle_s)
        SELECT sha256((id||'x')::bytea), tenant, id, now()+interval '7 d', 3600 FROM identity.person WHERE tenant=:t"""),{"t":house.tenant})
    async with house.services.core.database.single() as c:
        await c.execute(text("ANALYZE"))
    for roles in ([("administrator",None)],[("administrator",stores[3])],[("administrator",west)]):
        a=await house.actor(*roles)
        for kw in ({}, {"search":"nom199 pre"}, {"role":"agent","place":stores[3]}, {"before": None}):
            if kw.get("before",1) is None:
                first=await house.run(lambda c: house.services.people.list(c,a)); kw={"before":first[-1].id}
            t=time.perf_counter(); r=await house.run(lambda c: house.services.people.list(c,a,**kw)); print(roles,kw,len(r),round((time.perf_counter()-t)*1000),"ms")
        t=time.perf_counter(); r=await house.run(lambda c: house.services.rights.roles(c,a)); print("counts",round((time.perf_counter()-t)*1000),"ms")
        t=time.perf_counter(); r=await house.run(lambda c: house.services.places.list(c,a)); print("places",len(r),round((time.perf_counter()-t)*1000),"ms")
