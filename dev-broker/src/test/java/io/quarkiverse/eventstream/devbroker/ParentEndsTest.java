package io.quarkiverse.eventstream.devbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentEndsTest {

    /** The classes of the launcher and of the tests, without Kafka, to show that the parent does not need it. */
    private static final List<Class<?>> LAUNCHER_ONLY = List.of(DevBroker.class, ParentMain.class);

    @Test
    void aKilledParentEndsTheNodeAndDeletesItsTemporaryData() throws Exception {
        try (Jvm parent = Jvm.start(LAUNCHER_ONLY, ParentMain.class, System.getProperty("java.class.path"))) {
            String[] said = parent.awaitLine("").split(" ", 2);
            ProcessHandle node = ProcessHandle.of(Long.parseLong(said[0])).orElseThrow();
            assertThat(Path.of(said[1])).isDirectory();
            parent.process().destroyForcibly();
            await().atMost(Duration.ofSeconds(60)).until(() -> !node.isAlive());
            assertThat(Path.of(said[1])).doesNotExist();
        }
    }

    @Test
    void aKilledParentEndsTheNodeButKeepsItsDataDirectory(@TempDir Path directory) throws Exception {
        try (Jvm parent = Jvm.start(LAUNCHER_ONLY, ParentMain.class, System.getProperty("java.class.path"),
                directory.toString())) {
            ProcessHandle node = ProcessHandle.of(Long.parseLong(parent.awaitLine("").split(" ")[0])).orElseThrow();
            parent.process().destroyForcibly();
            await().atMost(Duration.ofSeconds(60)).until(() -> !node.isAlive());
            assertThat(directory.resolve("node-1/data/.kafka_cleanshutdown")).exists();
        }
    }

    @Test
    void aParentThatEndsWithoutClosingLeavesNothing() throws Exception {
        try (Jvm parent = Jvm.start(LAUNCHER_ONLY, ParentMain.class, System.getProperty("java.class.path"))) {
            String[] said = parent.awaitLine("").split(" ", 2);
            ProcessHandle node = ProcessHandle.of(Long.parseLong(said[0])).orElseThrow();
            parent.process().destroy();
            await().atMost(Duration.ofSeconds(60)).until(() -> !parent.process().isAlive());
            assertThat(node.isAlive()).isFalse();
            assertThat(Path.of(said[1])).doesNotExist();
        }
    }
}
