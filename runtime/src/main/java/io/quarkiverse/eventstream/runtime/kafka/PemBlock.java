package io.quarkiverse.eventstream.runtime.kafka;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM file, as RFC 7468 has it.
 *
 * @param label what stands after {@code BEGIN}, such as {@code CERTIFICATE}
 * @param encrypted whether headers of the older style say that the contents are encrypted
 * @param line the line of {@code BEGIN}, counting from 1
 * @param contents the decoded base64
 */
record PemBlock(String label, boolean encrypted, int line, byte[] contents) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** A block that isn't one. The message can follow a file's name, and quotes nothing of the file but labels. */
    static final class BrokenBlockException extends Exception {

        private static final long serialVersionUID = 1L;

        BrokenBlockException(String message) {
            super(message);
        }
    }

    /** All blocks of a text, in its order; what stands between them is ignored. */
    static List<PemBlock> parse(String text) throws BrokenBlockException {
        List<PemBlock> blocks = new ArrayList<>();
        String[] lines = text.split("\r\n|\r|\n");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                int end = end(lines, i, label);
                blocks.add(block(label, i + 1, List.of(lines).subList(i + 1, end)));
                i = end;
            }
        }
        return blocks;
    }

    private static int end(String[] lines, int begin, String label) throws BrokenBlockException {
        for (int i = begin + 1; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.equals(END + label + DASHES)) {
                return i;
            }
            if (line.startsWith(DASHES)) {
                break;
            }
        }
        throw new BrokenBlockException(
                "the " + label + " that begins in line " + (begin + 1) + " has no end; it may be cut off");
    }

    private static PemBlock block(String label, int line, List<String> lines) throws BrokenBlockException {
        boolean encrypted = label.startsWith("ENCRYPTED ");
        StringBuilder base64 = new StringBuilder();
        for (String contents : lines) {
            // The older style's headers, the only lines in which base64's alphabet allows no colon.
            if (contents.indexOf(':') >= 0) {
                encrypted |= contents.contains("ENCRYPTED");
            } else {
                base64.append(contents.strip());
            }
        }
        // What is encrypted is refused anyway, and headers may go on in lines without a colon.
        if (encrypted) {
            return new PemBlock(label, true, line, new byte[0]);
        }
        try {
            return new PemBlock(label, false, line, Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException e) {
            throw new BrokenBlockException("the " + label + " that begins in line " + line + " is no base64");
        }
    }

    /** Encodes as Kafka's client reads it. */
    static String format(String label, byte[] contents) {
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[]{'\n'});
        return BEGIN + label + DASHES + "\n" + base64.encodeToString(contents) + "\n" + END + label + DASHES + "\n";
    }

    /** Without the contents, which may be secret. */
    @Override
    public String toString() {
        return label + " in line " + line;
    }
}
