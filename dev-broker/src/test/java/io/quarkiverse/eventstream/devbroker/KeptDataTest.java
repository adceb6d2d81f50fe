package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDataTest {

    @Test
    void theNextBrokerFindsTheDataOfThisOne(@TempDir Path directory) throws Exception {
        DevBroker.Builder builder = DevBroker.builder().dataDirectory(directory.resolve("new")).autoCreateTopics(false);
        String topic = Kafka.newTopic();
        try (DevBroker broker = builder.start()) {
            assertThatThrownBy(() -> Kafka.of(broker).with("max.block.ms", 1000).produce(topic, "nowhere"))
                    .isInstanceOf(TimeoutException.class);
            try (Admin admin = Kafka.of(broker).admin()) {
                assertThat(admin.listTopics().names().get()).isEmpty();
            }
            Kafka.of(broker).create(topic, 1, 1);
            Kafka.of(broker).produce(topic, "kept");
        }
        try (DevBroker broker = builder.start()) {
            assertThat(Kafka.of(broker).consume(topic, 1)).containsExactly("kept");
        }
        assertThat(directory.resolve("new")).isDirectory();
    }
}
