package io.quarkiverse.eventstream.deployment.test.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.test.QuarkusUnitTest;

/** A thread that publishes while the container shuts down has its beans created once more. */
class PublishingAfterTheEndTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none");

    @Inject
    EventStream events;

    private static void destroyBeans() {
        Arc.container().getContexts(ApplicationScoped.class).forEach(InjectableContext::destroy);
        InjectableContext singletons = Arc.container().getContexts(Singleton.class).get(0);
        EventStreams before = Arc.container().instance(EventStreams.class).get();
        singletons.destroy(Arc.container().instance(EventStreams.class).getBean());
        assertThat(Arc.container().instance(EventStreams.class).get()).isNotSameAs(before);
    }

    @Test
    void aStreamIsNotOpenedOnceMore() {
        OutgoingEvent event = OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").build();
        assertThat(events.publishAndAwait(event).eventId()).isEqualTo(event.id());

        destroyBeans();

        assertThatThrownBy(() -> events.publish(event)).hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("The stream is closed: the application is stopping");
    }
}
