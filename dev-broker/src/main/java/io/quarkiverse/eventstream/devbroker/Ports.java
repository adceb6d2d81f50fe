package io.quarkiverse.eventstream.devbroker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of a cluster, fixed for its life so that a restarted node has the same address.
 *
 * @param client the port of each node for clients
 * @param controller the port of each node's controller
 * @param internal the port of each node for the other nodes, used only if clients need TLS or a password
 */
record Ports(List<Integer> client, List<Integer> controller, List<Integer> internal) {

    /** The only address on which the broker listens. */
    static final String HOST = "127.0.0.1";

    /**
     * Below the ephemeral ports of operating systems (32768 and up on Linux, 49152 elsewhere): otherwise an outgoing connection could take
     * the port of a node that is down for a moment.
     */
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 500;

    /**
     * Chooses the ports of a cluster.
     *
     * @param first the client port of the first node, and those after it of the others; 0 for free ones
     * @throws DevBrokerException if a requested port is in use, or none is free
     */
    static Ports choose(int nodes, int first) {
        Set<Integer> taken = new LinkedHashSet<>();
        List<Integer> client = new ArrayList<>();
        for (int i = 0; i < nodes && first != 0; i++) {
            requireFree(first + i);
            taken.add(first + i);
            client.add(first + i);
        }
        while (client.size() < nodes) {
            client.add(free(taken));
        }
        List<Integer> controller = new ArrayList<>();
        List<Integer> internal = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            controller.add(free(taken));
            internal.add(free(taken));
        }
        return new Ports(List.copyOf(client), List.copyOf(controller), List.copyOf(internal));
    }

    /** Fails with a remedy if the port is in use. */
    static void requireFree(int port) {
        try {
            bind(port);
        } catch (IOException e) {
            throw new DevBrokerException("Port " + port + " of " + HOST + " is in use (" + e.getMessage()
                    + "): stop the process that listens there, choose another port, or 0 for a free one", e);
        }
    }

    private static int free(Set<Integer> taken) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new DevBrokerException("No free port found between " + LOWEST + " and " + HIGHEST + " on " + HOST
                + ": stop a process that listens there, or choose a port");
    }

    private static boolean isFree(int port) {
        try {
            bind(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // As the broker does: a lingering connection of the last run is no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        }
    }
}
