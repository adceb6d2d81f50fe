package org.acme.shop;

public class NoSuchCustomer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoSuchCustomer(String customerId) {
        super("There is no customer " + customerId);
    }
}
