package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartErrorsTest {

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST))) {
            assertThatThrownBy(() -> DevBroker.builder().port(socket.getLocalPort()).start())
                    .isInstanceOf(DevBrokerException.class)
                    .hasMessageContaining("Port " + socket.getLocalPort() + " of 127.0.0.1 is in use")
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void aClassPathWithoutKafkaIsNamed() {
        String launcherOnly = DevBroker.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertThatThrownBy(() -> DevBroker.builder().classPath(launcherOnly).start()).isInstanceOf(DevBrokerException.class)
                .hasMessageContaining("ended with exit code 1").hasMessageContaining("its class path lacks Kafka")
                .hasMessageContaining("NoClassDefFoundError");
    }

    @Test
    void aPropertyThatKafkaRefusesIsNamed() {
        assertThatThrownBy(() -> DevBroker.builder().property("num.io.threads", "none").start())
                .isInstanceOf(DevBrokerException.class).hasMessageContaining("num.io.threads");
    }

    @Test
    void aStartThatTakesTooLongFails(@TempDir Path directory) {
        assertThatThrownBy(() -> DevBroker.builder().dataDirectory(directory).startTimeout(Duration.ofMillis(50)).start())
                .isInstanceOf(DevBrokerException.class).hasMessageContaining("was not ready in time")
                .hasMessageContaining(directory.toString());
        assertThat(nodesIn(directory)).isEmpty();
    }

    @Test
    void anInterruptEndsTheStart(@TempDir Path directory) {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> DevBroker.builder().dataDirectory(directory).start())
                    .isInstanceOf(DevBrokerException.class).hasMessageContaining("Interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(nodesIn(directory)).isEmpty();
    }

    @Test
    void dataOfAnotherClusterIsRefused(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("cluster.properties"), "nodes=3\nusers=none\ncluster.id=x\n");
        assertThatThrownBy(() -> DevBroker.builder().dataDirectory(directory).start()).isInstanceOf(DevBrokerException.class)
                .hasMessageContaining("has other nodes (3) than asked for (1)").hasMessageContaining("delete this one");
    }

    @Test
    void aDataDirectoryThatIsAFileIsNamed(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> DevBroker.builder().dataDirectory(file).start()).isInstanceOf(DevBrokerException.class)
                .hasMessageContaining(file + " can't be written");
    }

    @Test
    void incompatibleSettingsAreRefused() {
        assertThatThrownBy(() -> DevBroker.builder().acls().start()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("acls need users: add one with scramUser");
        assertThatThrownBy(() -> DevBroker.builder().scramUser("alice", "secret").acls("bob").start())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[bob]");
        assertThatThrownBy(() -> DevBroker.builder().nodes(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nodes must be 1 or 3: 2");
        assertThatThrownBy(() -> DevBroker.builder().scramUser("alice", "a b"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("password of alice");
    }

    private static Stream<ProcessHandle> nodesIn(Path directory) {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()));
    }
}
