SELECT order_id, ordered_at, customer, country, sku, quantity, unit_price, currency FROM order_lines ORDER BY order_id, sku
