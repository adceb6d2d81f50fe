package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevBrokerMainTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @Test
    void itPrintsTheAddressAndEndsWithItsStandardInput(@TempDir Path directory) throws Exception {
        try (Jvm main = Jvm.start(CLASS_PATH, DevBrokerMain.class, "--port", "0", "--data", directory.toString(),
                "--scram-user",
                "alice:secret", "--exit-with-parent")) {
            assertThat(main.awaitLine("ready")).startsWith("ready: Kafka on 127.0.0.1:").contains(directory.toString());
            Map<String, String> client = new HashMap<>();
            Properties file = new Properties();
            file.load(Files.newBufferedReader(directory.resolve("client.properties")));
            file.forEach((key, value) -> client.put(key.toString(), value.toString()));
            String topic = Kafka.newTopic();
            Kafka.of(client).produce(topic, "hello");

            List<ProcessHandle> nodes = main.process().children().toList();
            assertThat(nodes).hasSize(1);
            main.process().getOutputStream().close();
            assertThat(main.awaitExit()).isZero();
            assertThat(nodes).noneMatch(ProcessHandle::isAlive);
            assertThat(main.lines()).hasSize(1);
        }
    }

    @Test
    void itEndsIfTheNodeDoes() throws Exception {
        try (Jvm main = Jvm.start(CLASS_PATH, DevBrokerMain.class, "--port", "0")) {
            // Without the option, the end of standard input has no effect.
            main.process().getOutputStream().close();
            main.awaitLine("ready");
            main.process().children().forEach(ProcessHandle::destroyForcibly);
            assertThat(main.awaitExit()).isEqualTo(1);
            assertThat(main.output()).contains("Node 1 has ended on its own: see ");
            await().atMost(Duration.ofSeconds(5)).until(() -> main.process().descendants().findAny().isEmpty());
        }
    }

    @Test
    void helpListsTheOptions() throws Exception {
        try (Jvm main = Jvm.start(CLASS_PATH, DevBrokerMain.class, "--help")) {
            assertThat(main.awaitExit()).isZero();
            assertThat(main.output()).contains("--port PORT", "--exit-with-parent");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--colour red      | There is no option --colour. See --help for what there is",
            "--port            | --port needs a value. See --help for what there is",
            "--port many       | --port needs a whole number: many. See --help for what there is",
            "--nodes 2         | nodes must be 1 or 3: 2. See --help for what there is",
            "--scram-user bob  | --scram-user needs a name and a value with \":\" between. See --help for what there is",
            "--tls-validity 1h | --tls-validity needs a duration such as PT1H or -P1D: 1h. See --help for what there is",
            "--acls            | acls need users: add one with scramUser. See --help for what there is"})
    void wrongArgumentsAreExplained(String line, String message) throws Exception {
        try (Jvm main = Jvm.start(CLASS_PATH, DevBrokerMain.class, line.split(" "))) {
            assertThat(main.awaitExit()).isEqualTo(2);
            assertThat(main.output()).isEqualTo(message);
        }
    }
}
