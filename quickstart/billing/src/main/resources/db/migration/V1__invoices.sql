-- No column is unique, so that a second invoice for an order would be seen.
CREATE TABLE invoices (
    order_id VARCHAR(20) NOT NULL,
    customer VARCHAR(100) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    net NUMERIC(12, 2) NOT NULL,
    tax NUMERIC(12, 2) NOT NULL,
    total NUMERIC(12, 2) NOT NULL
);
