package org.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.test.InjectMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(InMemory.class)
class MockedStreamsTest {

    // tag::mock[]
    @InjectMock
    EventStream events;

    @InjectMock
    @EventStreamName("audit")
    EventStream audit;

    @Inject
    Orders orders;

    @Test
    void anOrderIsAnnounced() {
        when(events.publish(any())).thenReturn(CompletableFuture.completedStage(null));

        orders.orderCreated(new Order("o-1", "c-1", BigDecimal.TEN));

        ArgumentCaptor<OutgoingEvent> event = ArgumentCaptor.forClass(OutgoingEvent.class);
        verify(events).publish(event.capture());
        assertThat(event.getValue().name()).isEqualTo("orderCreated");
        assertThat(event.getValue().key()).isEqualTo("c-1");
    }
    // end::mock[]

    @Inject
    Audit auditor;

    @Test
    void aNamedStreamIsAMockOfItsOwn() {
        auditor.audit.publish(OutgoingEvent.builder("seen").topic("trail").namespace("shop").build());

        verify(audit).publish(any());
        verify(events, never()).publish(any());
    }
}
