package io.quarkiverse.eventstream.deployment.test.devmode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/**
 * Live reload of a service with channels, under load.
 */
class ReloadedChannelsTest {

    private static final int RELOADS = 3;
    private static final DevMode APPLICATION = new DevMode(List.of(Relay.class, ReloadWithinInvocations.class),
            "mp.messaging.incoming.spoken.connector=eventstream",
            "mp.messaging.incoming.spoken.topic=${parrot.topic}",
            "mp.messaging.incoming.spoken.group=${parrot.topic}",
            "mp.messaging.incoming.spoken.name=spoken",
            "mp.messaging.incoming.spoken.offset=earliest",
            "mp.messaging.outgoing.repeated.connector=eventstream",
            "mp.messaging.outgoing.repeated.topic=${parrot.topic}");

    @RegisterExtension
    static final QuarkusDevModeTest TEST = APPLICATION.test();

    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void noReloadWaitsForAnEndlessInvocation() {
        publisher.scheduleAtFixedRate(() -> APPLICATION.send("spoken", "e" + sent.getAndIncrement()), 0, 20,
                TimeUnit.MILLISECONDS);
        try {
            APPLICATION.awaitLog("Relay 0 got ");
            for (int reload = 1; reload <= RELOADS; reload++) {
                APPLICATION.edit(Relay.class, "Relay " + (reload - 1), "Relay " + reload);
                APPLICATION.awaitLog("Relay " + reload + " got ");
            }
        } finally {
            publisher.shutdownNow();
        }
        assertThat(APPLICATION.log()).noneMatch(line -> line.contains("have not ended within"))
                // Otherwise a message could be held, and its invocation would not end.
                .noneMatch(line -> line.contains("are held during a reload"));
    }
}
