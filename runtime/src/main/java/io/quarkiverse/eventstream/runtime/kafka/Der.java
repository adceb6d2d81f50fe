package io.quarkiverse.eventstream.runtime.kafka;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.util.Arrays;

/**
 * As much of ASN.1's DER as it takes to wrap a private key of an older format in PKCS#8, the only one that the JDK and Kafka
 * read.
 */
final class Der {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};
    private static final byte[] NULL = {0x05, 0};
    /** 1.2.840.113549.1.1.1, rsaEncryption. */
    private static final byte[] RSA = {OBJECT_IDENTIFIER, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
    /** 1.2.840.10045.2.1, ecPublicKey. */
    private static final byte[] EC = {OBJECT_IDENTIFIER, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private Der() {}

    /** PKCS#1's RSAPrivateKey as PKCS#8's PrivateKeyInfo. */
    static byte[] wrapRsaKey(byte[] pkcs1) {
        return encode(SEQUENCE, VERSION_0, encode(SEQUENCE, RSA, NULL), encode(OCTET_STRING, pkcs1));
    }

    /**
     * SEC 1's ECPrivateKey as PKCS#8's PrivateKeyInfo.
     *
     * @throws InvalidKeyException if the key doesn't name its curve
     */
    static byte[] wrapEcKey(byte[] sec1) throws InvalidKeyException {
        return encode(SEQUENCE, VERSION_0, encode(SEQUENCE, EC, curve(sec1)), encode(OCTET_STRING, sec1));
    }

    /** The curve's object identifier, out of: SEQUENCE { INTEGER, OCTET STRING, [0] { OBJECT IDENTIFIER }, … }. */
    private static byte[] curve(byte[] sec1) throws InvalidKeyException {
        int at = contents(sec1, 0, SEQUENCE);
        at = end(sec1, at, INTEGER);
        at = end(sec1, at, OCTET_STRING);
        int start = contents(sec1, at, PARAMETERS);
        return Arrays.copyOfRange(sec1, start, end(sec1, start, OBJECT_IDENTIFIER));
    }

    /** Where the element's contents begin. */
    private static int contents(byte[] der, int at, int tag) throws InvalidKeyException {
        if (at + 1 >= der.length || (der[at] & 0xff) != tag) {
            throw new InvalidKeyException("it doesn't name its curve");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    /** Where the element ends. */
    private static int end(byte[] der, int at, int tag) throws InvalidKeyException {
        int start = contents(der, at, tag);
        long length = der[at + 1] & 0xff;
        if (length >= 0x80) {
            length = 0;
            for (int i = at + 2; i < start && i < der.length && length < der.length; i++) {
                length = length << 8 | der[i] & 0xff;
            }
        }
        if (start + length > der.length) {
            throw new InvalidKeyException("it is cut off");
        }
        return (int) (start + length);
    }

    private static byte[] encode(int tag, byte[]... parts) {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            contents.writeBytes(part);
        }
        int length = contents.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream(length + 6);
        element.write(tag);
        if (length < 0x80) {
            element.write(length);
        } else {
            int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            element.write(0x80 | bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                element.write(length >>> shift);
            }
        }
        element.writeBytes(contents.toByteArray());
        return element.toByteArray();
    }
}
