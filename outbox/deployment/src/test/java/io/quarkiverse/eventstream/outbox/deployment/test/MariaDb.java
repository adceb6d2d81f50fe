package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A MariaDB server for a test class, on machines that have one; without it, the tests are skipped. */
public final class MariaDb implements BeforeAllCallback, AfterAllCallback {

    private static final List<Path> FOLDERS = List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private Path data;
    private Process server;

    /** The port of a test class. It is in a system property, because JUnit and the application each load the classes. */
    private static int port(Class<?> test) {
        String property = "test.mariadb." + test.getName();
        if (System.getProperty(property) == null) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.setProperty(property, Integer.toString(socket.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Integer.getInteger(property);
    }

    static String database(Class<?> test) {
        return "jdbc:mariadb://127.0.0.1:" + port(test) + "/test";
    }

    private static Path program(String name) {
        return FOLDERS.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable).findFirst().orElse(null);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        assumeTrue(program("mariadbd") != null && program("mariadb-install-db") != null, "This machine has no MariaDB");
        data = Files.createTempDirectory("mariadb-");
        run(program("mariadb-install-db").toString(), "--no-defaults", "--datadir=" + data, "--skip-test-db",
                "--auth-root-authentication-method=normal", "--user=" + System.getProperty("user.name"));
        int port = port(context.getRequiredTestClass());
        server = new ProcessBuilder(program("mariadbd").toString(), "--no-defaults", "--datadir=" + data,
                "--socket=" + data.resolve("socket"), "--bind-address=127.0.0.1", "--port=" + port,
                "--user=" + System.getProperty("user.name"), "--skip-log-bin").redirectErrorStream(true)
                .redirectOutput(data.resolve("output").toFile()).start();
        Awaitility.await().ignoreExceptions().until(() -> {
            try (Connection connection = connect(port)) {
                return connection.createStatement().execute("CREATE DATABASE test") || true;
            }
        });
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:mariadb://127.0.0.1:" + port + "/?user=root");
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server != null) {
            server.destroy();
            server.waitFor();
        }
        if (data != null) {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
