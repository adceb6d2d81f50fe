package org.acme.shop;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import java.math.BigDecimal;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.mockito.InjectSpy;

@QuarkusTest
@TestProfile(InMemory.class)
class SpiedListenerTest {

    // tag::spy[]
    @InjectSpy(convertScopes = true)
    Billing billing;

    @Inject
    ObservedEvents events;

    @Test
    void whatCannotBeBilledAtFirstIsBilledLater() {
        doThrow(new IllegalStateException("No paper")).doCallRealMethod().when(billing).bill(any(), any());

        events.push(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop")
                .payload(new Order("o-2", "c-1", BigDecimal.TEN)).build());

        await().failed(events).by("org.acme.shop.Billing#bill").once();
        await().delivered(events).to("org.acme.shop.Billing#bill").once();
    }
    // end::spy[]
}
