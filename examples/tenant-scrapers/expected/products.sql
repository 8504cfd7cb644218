SELECT 'acme' AS tenant, sku, name, price FROM acme.products UNION ALL SELECT 'globex', sku, name, price FROM globex.products ORDER BY ALL
