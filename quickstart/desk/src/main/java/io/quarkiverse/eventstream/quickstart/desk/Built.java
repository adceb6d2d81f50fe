package io.quarkiverse.eventstream.quickstart.desk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The build's output, which the desk starts. */
final class Built {

    private Built() {}

    static Path service(Path home, String name) {
        return home.resolve(name + "/target/quarkus-app/quarkus-run.jar");
    }

    static Path attached(Path home) throws IOException {
        return only(home.resolve("desk/target"), "*-attached.jar");
    }

    static Path broker(Path home) throws IOException {
        return only(home.resolve("../dev-broker/target").normalize(), "quarkus-eventstream-dev-broker-*.jar");
    }

    private static Path only(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.endsWith("-sources.jar") && !name.endsWith("-javadoc.jar")) {
                    return file;
                }
            }
        }
        throw new QuickstartException("There is no " + folder.resolve(glob) + ". Delete " + folder
                + " and run quickstart/run again, which then builds it");
    }
}
