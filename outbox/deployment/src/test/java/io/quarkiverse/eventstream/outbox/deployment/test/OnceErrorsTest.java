package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.outbox.Once;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.NonBlocking;

/** Mistakes with {@code @Once} fail the build, all at once. */
class OnceErrorsTest {

    static class Mistaken {

        @Once
        @OnEvent(topic = "t")
        CompletionStage<Void> asynchronous(IncomingEvent event) {
            return null;
        }

        @Once
        @NonBlocking
        @OnEvent(topic = "t")
        void onEventLoop(IncomingEvent event) {}

        @Once
        @OnEvent(topic = "t", group = OnEvent.NO_GROUP)
        void withoutGroup(IncomingEvent event) {}

        @Once
        @Transactional(TxType.REQUIRES_NEW)
        @OnEvent(topic = "t")
        void separate(IncomingEvent event) {}

        @Once(key = "number")
        @OnEvent(topic = "t")
        void noPointer(IncomingEvent event) {}

        @Once
        void noListener(IncomingEvent event) {}
    }

    @Transactional(TxType.NOT_SUPPORTED)
    static class Unsupported {

        @Once
        @OnEvent(topic = "u")
        void ofClass(IncomingEvent event) {}
    }

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Mistaken.class, Unsupported.class))
            .overrideConfigKey("quarkus.datasource.db-kind", "h2")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:mistakes")
            .assertException(error -> {
                List<String> messages = Stream.concat(Stream.of(error), Stream.of(error.getSuppressed()))
                        .map(Throwable::getMessage).toList();
                assertThat(String.join("\n", messages)).contains("@Once needs a method that returns void: ", "#asynchronous(",
                        "@Once can't be on a @NonBlocking method: ", "#onEventLoop(", "@Once needs a group: ", "#withoutGroup(",
                        "@Once can't be with @Transactional(REQUIRES_NEW): ", "#separate(",
                        "@Once can't be with @Transactional(NOT_SUPPORTED): ", "#ofClass(",
                        "@Once(key = \"number\") is no JSON pointer: ", "such as \"/number\"",
                        "@Once needs an @OnEvent on the same method: ", "#noListener");
            });

    @Test
    void theBuildFails() {
        throw new AssertionError("The application must not start");
    }
}
