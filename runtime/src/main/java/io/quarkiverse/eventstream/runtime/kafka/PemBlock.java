package io.quarkiverse.eventstream.runtime.kafka;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * One block of a PEM file (RFC 7468), with the text that surrounds its contents.
 *
 * @param label the text after {@code BEGIN}, such as {@code CERTIFICATE}
 * @param line the line of {@code BEGIN}, counting from 1
 * @param text from {@code BEGIN} to {@code END}
 */
record PemBlock(String label, int line, String text) {

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?<label>[A-Z0-9 ]+)-----.*?(?:(?<end>-----END \\k<label>-----)|(?=-----)|\\z)",
            Pattern.DOTALL);
    private static final Pattern SURROUNDING = Pattern.compile("-----[^-]+-----|\\s");
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[]{'\n'});

    /**
     * All blocks of a text, in its order; ignores the text between them.
     *
     * @throws EventStreamException if a block has no end
     */
    static List<PemBlock> parse(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            String label = found.group("label");
            int line = 1 + (int) LINE_BREAK.matcher(text).region(0, found.start()).results().count();
            if (found.group("end") == null) {
                throw new EventStreamException(
                        "the " + label + " that begins in line " + line
                                + " has no end; it may be cut off. Export the file again");
            }
            blocks.add(new PemBlock(label, line, found.group()));
        }
        return blocks;
    }

    boolean isCertificate() {
        return label.endsWith("CERTIFICATE");
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** Whether it is a private key in PKCS#8, in plain text. */
    boolean isPkcs8() {
        return label.equals("PRIVATE KEY");
    }

    boolean isEncrypted() {
        // PKCS#8 says so in the label, PKCS#1 and SEC 1 in a header. A comma is no character of base64.
        return label.startsWith("ENCRYPTED ") || text.contains(",ENCRYPTED");
    }

    /**
     * The decoded base64.
     *
     * @throws IllegalArgumentException if it is none
     */
    byte[] contents() {
        return Base64.getDecoder().decode(SURROUNDING.matcher(text).replaceAll(""));
    }

    /** Encodes as Kafka's client and Vert.x read it. */
    static String format(String label, byte[] contents) {
        return "-----BEGIN " + label + "-----\n" + BASE64.encodeToString(contents) + "\n-----END " + label + "-----\n";
    }

    /** Without the contents, which may be secret. */
    @Override
    public String toString() {
        return label + " in line " + line;
    }
}
