package io.quarkiverse.eventstream.devbroker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The data directory of a cluster: a directory for each node, and a file that identifies the cluster.
 *
 * @param path absolute
 * @param isTemporary whether it is deleted when the broker is closed
 * @param clusterId the id of the cluster
 */
record DataDirectory(Path path, boolean isTemporary, String clusterId) {

    private static final String CLUSTER_FILE = "cluster.properties";
    private static final String NODE = "node-";

    /**
     * Opens the directory of the settings, or a temporary one, and creates missing files.
     *
     * @throws DevBrokerException if it cannot be written, or has the data of a cluster with other settings
     */
    static DataDirectory open(BrokerSettings settings) {
        boolean temporary = settings.dataDirectory() == null;
        Path path = null;
        try {
            path = temporary ? Files.createTempDirectory("dev-broker-") : settings.dataDirectory().toAbsolutePath();
            Files.createDirectories(path);
            Properties cluster = new Properties();
            Path file = path.resolve(CLUSTER_FILE);
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    cluster.load(in);
                }
                requireSame(cluster, settings, path);
            } else {
                cluster.put("cluster.id", newClusterId());
                cluster.put("nodes", String.valueOf(settings.nodes()));
                cluster.put("users", users(settings));
                write(file, cluster);
            }
            for (int node = 1; node <= settings.nodes(); node++) {
                Files.createDirectories(path.resolve(NODE + node));
            }
            return new DataDirectory(path, temporary, cluster.getProperty("cluster.id"));
        } catch (IOException e) {
            throw new DevBrokerException("The data directory " + (path != null ? path : System.getProperty("java.io.tmpdir"))
                    + " can't be written (" + e + "): make it writable, or choose another one", e);
        }
    }

    private static void requireSame(Properties cluster, BrokerSettings settings, Path path) {
        requireSame("nodes", cluster.getProperty("nodes"), String.valueOf(settings.nodes()), path);
        // Users are created when the storage is formatted; afterwards, the launcher cannot change them.
        requireSame("SCRAM users", cluster.getProperty("users"), users(settings), path);
    }

    private static void requireSame(String what, String there, String asked, Path path) {
        if (!asked.equals(there)) {
            throw new DevBrokerException("The data in " + path + " has other " + what + " (" + there + ") than asked for ("
                    + asked + "): ask for the same, choose another directory, or delete this one");
        }
    }

    private static String users(BrokerSettings settings) {
        return settings.users().isEmpty() ? "none" : String.join(",", settings.users().keySet().stream().sorted().toList());
    }

    private static String newClusterId() {
        UUID random = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16).putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits()).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The directory of a node, the first of which is 1. */
    Path node(int node) {
        return path.resolve(NODE + node);
    }

    /** The log of a node. */
    Path log(int node) {
        return node(node).resolve("broker.log");
    }

    /** Writes a file that may hold passwords: if the file system supports it, only its owner may read it. */
    static void write(Path file, Properties properties) {
        try {
            Files.deleteIfExists(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw new DevBrokerException("The file " + file + " can't be written (" + e
                    + "): make its directory writable, or choose another data directory", e);
        }
    }

    /** Deletes the data if it is temporary. Files that cannot be deleted remain: a failure at the end would help no one. */
    void close() {
        if (isTemporary) {
            delete(path);
        }
    }

    /** Deletes the data of a node whose parent has died, and the whole directory if it is the last node. */
    static void deleteNode(Path directory, int node) {
        delete(directory.resolve(NODE + node));
        try (Stream<Path> files = Files.list(directory)) {
            if (files.noneMatch(file -> String.valueOf(file.getFileName()).startsWith(NODE))) {
                delete(directory);
            }
        } catch (IOException e) {
            // Another node is deleting it at the same time.
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException e) {
            // See close().
        }
    }
}
