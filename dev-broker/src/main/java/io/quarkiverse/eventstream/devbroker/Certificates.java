package io.quarkiverse.eventstream.devbroker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The certificates of a cluster with TLS: those of its own authority, of the server and, if clients must show a certificate, of clients.
 * The JDK's keytool creates them, because the JDK has no public class that signs certificates. The authority stays the same until the
 * data directory is deleted, so that clients may keep it.
 */
final class Certificates {

    /** The password of stores in the same directory: it protects nothing, but a PKCS12 store must have one. */
    private static final String PASSWORD = "dev-broker";
    private static final String STORE_TYPE = "PKCS12";
    private static final String AUTHORITY = "authority";
    private static final String SERVER = "server";
    private static final String CLIENT = "client";
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);
    private static final Duration SLACK = Duration.ofDays(1);
    private static final long KEYTOOL_SECONDS = 60;

    private final Path directory;
    private final boolean clientAuthentication;

    private Certificates(Path directory, boolean clientAuthentication) {
        this.directory = directory;
        this.clientAuthentication = clientAuthentication;
    }

    /**
     * Creates the certificates in the data directory.
     *
     * @return null without TLS
     */
    static Certificates create(DataDirectory data, BrokerSettings.Tls tls) {
        if (tls == null) {
            return null;
        }
        Certificates certificates = new Certificates(data.path().resolve("tls"), tls.clientAuthentication());
        try {
            Files.createDirectories(certificates.directory);
            certificates.createAuthority();
            certificates.createSigned(SERVER, "serverAuth", tls.validity());
            if (tls.clientAuthentication()) {
                certificates.createSigned(CLIENT, "clientAuth", tls.validity());
            }
            certificates.export();
            return certificates;
        } catch (IOException | GeneralSecurityException e) {
            throw new DevBrokerException("The certificates in " + certificates.directory + " could not be created (" + e
                    + "): make the data directory writable, or delete it", e);
        }
    }

    private void createAuthority() throws IOException {
        if (!Files.exists(store(AUTHORITY))) {
            List<String> arguments = keypair(AUTHORITY, AUTHORITY_VALIDITY);
            arguments.addAll(List.of("-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign,cRLSign"));
            keytool(arguments);
        }
    }

    /** Signs a new certificate, which replaces one of an earlier start. */
    private void createSigned(String name, String usage, Duration validity) throws IOException, GeneralSecurityException {
        KeyStore store = load(AUTHORITY);
        if (store.containsAlias(name)) {
            store.deleteEntry(name);
            save(store, AUTHORITY);
        }
        List<String> arguments = keypair(name, validity);
        arguments.addAll(List.of("-signer", AUTHORITY, "-ext", "san=dns:localhost,ip:" + Ports.HOST, "-ext", "eku=" + usage));
        keytool(arguments);
    }

    private List<String> keypair(String name, Duration validity) {
        // keytool counts the validity in days, but the start in seconds: the start is shifted so that the end is exact.
        long days = Math.max(0, validity.toDays()) + 1 + SLACK.toDays();
        long start = validity.toSeconds() - Duration.ofDays(days).toSeconds();
        return new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1",
                "-dname", "CN=dev-broker " + name, "-startdate", start + "S", "-validity", String.valueOf(days),
                "-keystore", store(AUTHORITY).toString(), "-storetype", STORE_TYPE, "-storepass", PASSWORD));
    }

    private void keytool(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(arguments);
        Path output = directory.resolve("keytool.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(NodeProcess.FOREIGN_OPTIONS);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool took longer than " + KEYTOOL_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevBrokerException("Interrupted while the certificates in " + directory + " were created", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("the output of keytool: " + Files.readString(output).strip());
        }
    }

    private void export() throws IOException, GeneralSecurityException {
        KeyStore all = load(AUTHORITY);
        Files.writeString(authority(), pem("CERTIFICATE", all.getCertificate(AUTHORITY).getEncoded()));
        // In its own store, otherwise the broker might present the authority's certificate.
        KeyStore server = KeyStore.getInstance(STORE_TYPE);
        server.load(null, null);
        server.setKeyEntry(SERVER, all.getKey(SERVER, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
                all.getCertificateChain(SERVER));
        save(server, SERVER);
        if (clientAuthentication) {
            StringBuilder client = new StringBuilder(
                    pem("PRIVATE KEY", all.getKey(CLIENT, PASSWORD.toCharArray()).getEncoded()));
            for (Certificate certificate : all.getCertificateChain(CLIENT)) {
                client.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(client(), client);
        }
    }

    private static String pem(String type, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(STORE_TYPE);
        try (InputStream in = Files.newInputStream(store(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void save(KeyStore store, String name) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(store(name))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    /** The authority's certificate, as PEM. */
    Path authority() {
        return directory.resolve("ca.pem");
    }

    /** A client's key and certificate, as PEM. */
    private Path client() {
        return directory.resolve("client.pem");
    }

    Map<String, String> brokerProperties() {
        Map<String, String> result = new TreeMap<>();
        result.put("ssl.keystore.type", STORE_TYPE);
        result.put("ssl.keystore.location", store(SERVER).toString());
        result.put("ssl.keystore.password", PASSWORD);
        result.put("ssl.key.password", PASSWORD);
        if (clientAuthentication) {
            result.put("ssl.client.auth", "required");
            result.put("ssl.truststore.type", "PEM");
            result.put("ssl.truststore.location", authority().toString());
        }
        return result;
    }

    Map<String, String> clientProperties() {
        Map<String, String> result = new TreeMap<>();
        result.put("ssl.truststore.type", "PEM");
        result.put("ssl.truststore.location", authority().toString());
        if (clientAuthentication) {
            result.put("ssl.keystore.type", "PEM");
            result.put("ssl.keystore.location", client().toString());
        }
        return result;
    }

    /** The client's key and certificate; null if clients need none. */
    Path clientPem() {
        return clientAuthentication ? client() : null;
    }
}
