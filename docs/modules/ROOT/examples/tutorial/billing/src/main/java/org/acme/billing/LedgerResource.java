package org.acme.billing;

import java.math.BigDecimal;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/sum")
public class LedgerResource {

    @Inject
    Ledger ledger;

    @GET
    public BigDecimal sum() {
        return ledger.sum();
    }
}
