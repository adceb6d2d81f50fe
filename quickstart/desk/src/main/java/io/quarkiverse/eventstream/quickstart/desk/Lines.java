package io.quarkiverse.eventstream.quickstart.desk;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Quotes the last lines of a log. */
final class Lines {

    private static final int QUOTED = 15;

    private Lines() {}

    /** The last lines without stack frames, with a title that names the file. */
    static String lastOf(Path log) {
        try {
            List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .toList();
            if (!lines.isEmpty()) {
                return " Its log, " + log + ", ends with:\n  "
                        + String.join("\n  ", lines.subList(Math.max(0, lines.size() - QUOTED), lines.size()));
            }
        } catch (MalformedInputException e) {
            return " Its log is " + log;
        } catch (IOException e) {
            // There is no log.
        }
        return " It wrote no log";
    }
}
