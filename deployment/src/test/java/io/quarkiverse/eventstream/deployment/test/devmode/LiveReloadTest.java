package io.quarkiverse.eventstream.deployment.test.devmode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/**
 * Live reload of a service that only gets events.
 */
class LiveReloadTest {

    private static final DevMode APPLICATION = new DevMode(List.of(Parrot.class));
    private static final String HEARD = "The first parrot heard %s";

    @RegisterExtension
    static final QuarkusDevModeTest TEST = APPLICATION.test();

    @Test
    void anEventGoesToChangedRenamedAndAddedListeners() {
        APPLICATION.send("spoken", "before");
        APPLICATION.awaitLog("The first parrot heard before");

        APPLICATION.edit(Parrot.class, HEARD, "The second parrot heard %s");
        APPLICATION.send("spoken", "after");

        APPLICATION.awaitLog("The second parrot heard after");
        APPLICATION.edit(Parrot.class, "void hear(", "void hearken(");
        APPLICATION.edit(Parrot.class, "The second parrot heard %s", "The renamed listener heard %s");
        APPLICATION.send("spoken", "last");

        APPLICATION.awaitLog("The renamed listener heard last");
        assertThat(APPLICATION.log()).filteredOn(line -> line.contains(" heard ")).containsExactly(
                "The first parrot heard before", "The second parrot heard after", "The renamed listener heard last");

        APPLICATION.edit(Parrot.class, "    @OnEvent", """
                @OnEvent(topic = "${parrot.topic}", name = "sung", group = "${parrot.topic}", offset = "earliest")
                void listen(IncomingEvent event) {
                    LOG.infof("The added listener heard %s", event.id());
                }

                @OnEvent""");
        APPLICATION.send("sung", "song");

        APPLICATION.awaitLog("The added listener heard song");
        // Nothing was in flight when it stopped, which is not worth a line.
        assertThat(APPLICATION.log()).noneMatch(line -> line.contains("0 events that were fetched will be redelivered"));
    }

    @Test
    void anEventWaitsUntilTheCodeIsRepaired() {
        APPLICATION.edit(Parrot.class, "LOG.infof(", "if (true) throw new IllegalStateException(\"not yet\"); LOG.infof(");
        APPLICATION.send("spoken", "hard");
        APPLICATION.awaitLog("not yet");

        APPLICATION.edit(Parrot.class, "if (true) throw new IllegalStateException(\"not yet\"); ", "");

        APPLICATION.awaitLog("The first parrot heard hard");

        APPLICATION.edit(Parrot.class, "event.id()", "event.idd()");
        APPLICATION.send("spoken", "after");
        APPLICATION.awaitLog("Events wait until the application can be compiled");
        APPLICATION.edit(Parrot.class, "event.idd()", "event.id() + \", repaired\"");

        APPLICATION.awaitLog("The first parrot heard after, repaired");
        APPLICATION.edit(Parrot.class, "void hear(IncomingEvent event)", "void hear(IncomingEvent event, IncomingEvent same)");
        APPLICATION.send("spoken", "last");
        APPLICATION.awaitLog("Failed to start");
        APPLICATION.edit(Parrot.class, ", IncomingEvent same", "");

        APPLICATION.awaitLog("The first parrot heard last, repaired");
        assertThat(APPLICATION.log()).filteredOn(line -> line.startsWith("The first parrot heard ")).containsExactly(
                "The first parrot heard hard", "The first parrot heard after, repaired",
                "The first parrot heard last, repaired");
    }
}
