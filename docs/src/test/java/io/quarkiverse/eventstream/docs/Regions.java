package io.quarkiverse.eventstream.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tagged regions of a folder of examples.
 *
 * @param byFile the regions' lines by their tag, for each file by its path within the folder
 * @param problems tags that don't end, or end without a beginning
 */
record Regions(Map<String, Map<String, List<String>>> byFile, List<String> problems) {

    private static final Pattern TAG = Pattern.compile("\\b(tag|end)::([^\\s\\[\\]]+)\\[\\]");

    static Regions of(Path examples) {
        Map<String, Map<String, List<String>>> byFile = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(examples)) {
            String name = examples.relativize(file).toString();
            byFile.put(name, read(name, lines(file), problems));
        }
        return new Regions(byFile, problems);
    }

    private static Map<String, List<String>> read(String name, List<String> lines, List<String> problems) {
        Map<String, List<String>> regions = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        for (String line : lines) {
            Matcher tag = TAG.matcher(line);
            if (!tag.find()) {
                open.forEach(region -> regions.get(region).add(line));
            } else if ("tag".equals(tag.group(1))) {
                open.add(tag.group(2));
                regions.putIfAbsent(tag.group(2), new ArrayList<>());
            } else if (!open.remove(tag.group(2))) {
                problems.add(name + ": the region " + tag.group(2) + " ends, but doesn't begin");
            }
        }
        open.forEach(region -> problems.add(name + ": the region " + region + " doesn't end"));
        return regions;
    }

    /** All regions as a page shows them, without the indentation that all lines share. */
    List<String> shown() {
        return byFile.values().stream().flatMap(regions -> regions.values().stream()).map(Regions::shown).toList();
    }

    private static String shown(List<String> lines) {
        int indent = lines.stream().filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min().orElse(0);
        return lines.stream().map(line -> line.isBlank() ? "" : line.substring(indent)).collect(Collectors.joining("\n"))
                .strip();
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
