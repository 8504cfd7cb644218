SELECT order_id, customer, country, sku, quantity, received_as FROM order_lines ORDER BY order_id, sku
