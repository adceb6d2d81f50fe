package org.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(WithoutEventsTest.NoEvents.class)
class WithoutEventsTest {

    // tag::profile[]
    public static class NoEvents implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.eventstream.stream", "none", "quarkus.eventstream.audit.stream", "none");
        }
    }
    // end::profile[]

    @Inject
    Orders orders;

    @Test
    void anOrderIsTakenThoughItsEventGoesNowhere() {
        PublishReceipt receipt = orders.orderCreated(new Order("o-1", "c-1", BigDecimal.ONE)).toCompletableFuture().join();

        assertThat(receipt.records()).containsExactly(new PublishReceipt.WrittenRecord("prod.orders", -1, -1));
    }
}
