package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.spi.Obstacle;

/** An examination takes a while, and delays no other thread longer than that. */
class ConnectionDiagnosisTest {

    @Test
    void closingEndsAnExaminationAtABrokerThatIsSilent() throws IOException {
        Set<Thread> others = examiners();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ConnectionDiagnosis diagnosis = diagnosis(silent);
            CompletableFuture<Obstacle> asked = CompletableFuture.supplyAsync(diagnosis::examine);
            await().until(() -> examiners().stream().anyMatch(examiner -> !others.contains(examiner)));

            diagnosis.close();

            assertThat(asked).succeedsWithin(Duration.ofSeconds(2)).isNull();
            await().atMost(Duration.ofSeconds(2)).until(() -> others.containsAll(examiners()));
        }
    }

    @Test
    void nothingIsExaminedOnceClosed() throws IOException {
        Set<Thread> others = examiners();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ConnectionDiagnosis diagnosis = diagnosis(silent);
            diagnosis.close();

            diagnosis.examineSoon();

            assertThat(diagnosis.examine()).isNull();
            assertThat(diagnosis.lastFinding()).isEmpty();
            assertThat(examiners()).isSubsetOf(others);
        }
    }

    @Test
    void whoAsksWhileItIsBeingClosedGetsAnAnswerAllTheSame() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 50; i++) {
                ConnectionDiagnosis diagnosis = diagnosis(silent);
                CompletableFuture<Void> soon = CompletableFuture.runAsync(diagnosis::examineSoon);
                CompletableFuture<Obstacle> asked = CompletableFuture.supplyAsync(diagnosis::examine);

                diagnosis.close();

                assertThat(asked).as("round " + i).succeedsWithin(Duration.ofSeconds(5));
                assertThat(soon).as("round " + i).succeedsWithin(Duration.ofSeconds(5));
            }
        }
    }

    private static ConnectionDiagnosis diagnosis(ServerSocket broker) {
        Map<String, Object> kafka = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                broker.getInetAddress().getHostAddress() + ":" + broker.getLocalPort());
        return new ConnectionDiagnosis(
                new KafkaProperties(KafkaSettings.of(Settings.of(Map.of()), Settings.config(Map.of())), kafka));
    }

    private static Set<Thread> examiners() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("eventstream-diagnosis")).collect(Collectors.toSet());
    }
}
