SELECT tenant, environment, id, subject, status, token_of FROM desk.tickets ORDER BY ALL
