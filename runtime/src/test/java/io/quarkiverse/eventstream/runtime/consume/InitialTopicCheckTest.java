package io.quarkiverse.eventstream.runtime.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InitialTopicCheckTest {

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

    @AfterEach
    void close() {
        consumer.close();
    }

    private boolean isMissing(CompletionStage<Optional<Uuid>> answer) {
        InitialTopicCheck topic = new InitialTopicCheck(new BrokerRequests(() -> false), new AbsentBroker() {

            @Override
            public CompletionStage<Optional<Uuid>> topicId(String name) {
                return answer;
            }
        });
        topic.check(consumer, "orders", reason -> {});
        return topic.wasMissing();
    }

    @Test
    void aTopicThatIsListedIsThere() {
        consumer.updatePartitions("orders", List.of(new PartitionInfo("orders", 0, null, null, null)));

        assertThat(isMissing(CompletableFuture.completedFuture(Optional.empty()))).isFalse();
    }

    @Test
    void aTopicThatIsNotListedIsMissing() {
        assertThat(isMissing(CompletableFuture.completedFuture(Optional.empty()))).isTrue();
        assertThat(isMissing(CompletableFuture.completedFuture(Optional.of(Uuid.randomUuid())))).as("created just now")
                .isTrue();
        assertThat(isMissing(CompletableFuture.failedFuture(new IllegalStateException()))).as("nothing more is known").isTrue();
    }

    @Test
    void aTopicThatThisServiceMayNotSeeIsNotMissing() {
        TopicAuthorizationException refusal = new TopicAuthorizationException(Set.of("orders"));

        assertThat(isMissing(CompletableFuture.failedFuture(refusal))).isFalse();
        assertThat(isMissing(CompletableFuture.failedFuture(new CompletionException(refusal)))).isFalse();
    }
}
