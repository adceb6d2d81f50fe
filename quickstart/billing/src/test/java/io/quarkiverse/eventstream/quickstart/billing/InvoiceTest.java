package io.quarkiverse.eventstream.quickstart.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.quickstart.billing.OrderCreated.Item;

class InvoiceTest {

    @Test
    void itSumsUpTheItemsAndAddsTheTaxOfTheCountry() {
        Invoice invoice = Invoice
                .of(order("FR", "EUR", new Item(3, new BigDecimal("4.20")), new Item(1, new BigDecimal("9.99"))));

        assertThat(invoice.net()).isEqualTo("22.59");
        assertThat(invoice.tax()).isEqualTo("1.24");
        assertThat(invoice.total()).isEqualTo("23.83");
    }

    @Test
    void itRoundsAsTheCurrencyDoes() {
        assertThat(Invoice.of(order("JP", "JPY", new Item(1, new BigDecimal("1780")))).total()).isEqualTo("1922");
    }

    @Test
    void itKnowsNoTaxOfOtherCountries() {
        assertThat(Invoice.of(order("US", "USD", new Item(2, new BigDecimal("10.50")))).total()).isEqualTo("21.00");
    }

    private static OrderCreated order(String country, String currency, Item... items) {
        return new OrderCreated("SO-100001", "Camille Moreau", country, currency, List.of(items));
    }
}
