-- Deliveries are looked at space by space, newest first; and of each endpoint those that are not delivered are counted.
CREATE INDEX ix_webhook_delivery_space ON webhook_delivery (space_id, delivery_id);
CREATE INDEX ix_webhook_delivery_open ON webhook_delivery (space_id, endpoint, state) WHERE state <> 'delivered';
