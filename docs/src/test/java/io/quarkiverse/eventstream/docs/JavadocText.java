package io.quarkiverse.eventstream.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Javadoc as AsciiDoc within a table, as far as configuration uses it. */
final class JavadocText {

    private static final Pattern INLINE = Pattern.compile("\\{@(code|literal|link|linkplain)\\s+((?:[^{}]|\\{[^{}]*\\})*)\\}");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z]+)(?:\\s[^>]*)?>");

    private JavadocText() {}

    /** Paragraphs and lists as such, all else in one line. */
    static String toAsciiDoc(String javadoc) {
        String text = javadoc.replaceAll("\\s*\\n\\s*", " ").strip();
        StringBuilder result = new StringBuilder();
        Matcher inline = INLINE.matcher(text);
        int end = 0;
        while (inline.find()) {
            result.append(markup(text.substring(end, inline.start())));
            result.append("`+").append(inline.group(1).startsWith("link") ? linked(inline.group(2)) : inline.group(2))
                    .append("+`");
            end = inline.end();
        }
        result.append(markup(text.substring(end)));
        return result.toString().replace("|", "\\|").replaceAll(" *\\n *", "\n").replaceAll("\\n{3,}", "\n\n").strip();
    }

    /** The label of a link, or the last of its names. */
    private static String linked(String link) {
        String[] parts = link.strip().split("\\s+", 2);
        return parts.length > 1
                ? parts[1]
                : parts[0].replaceFirst("^#", "").replaceFirst("^.*\\.(?=[A-Z])", "").replace('#', '.');
    }

    private static String markup(String text) {
        if (text.contains("{@")) {
            throw new IllegalArgumentException("Not known in the reference: " + text);
        }
        return TAG.matcher(text).replaceAll(tag -> switch (tag.group(2)) {
            case "code" -> "`";
            case "em", "i" -> "_";
            case "strong", "b" -> "*";
            case "p" -> tag.group(1).isEmpty() ? "\n\n" : "";
            case "li" -> tag.group(1).isEmpty() ? "\n* " : "";
            case "ul", "ol" -> "\n\n";
            default -> throw new IllegalArgumentException("Not known in the reference: " + tag.group());
        }).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
