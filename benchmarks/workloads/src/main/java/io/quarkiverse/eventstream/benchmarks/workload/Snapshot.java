package io.quarkiverse.eventstream.benchmarks.workload;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * The resources that this process has used up to a moment.
 *
 * @param nanos the moment, by {@link System#nanoTime()}
 * @param events the number of handled events
 * @param cpuNanos processor time of all threads, including compiler and garbage collector
 * @param allocatedBytes bytes allocated by all live threads
 * @param fetchedBytes bytes that Kafka's consumers have received from the broker
 */
record Snapshot(long nanos, long events, long cpuNanos, long allocatedBytes, double fetchedBytes) {

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    static Snapshot take(long events) {
        long allocated = LongStream.of(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).filter(bytes -> bytes > 0)
                .sum();
        return new Snapshot(System.nanoTime(), events, SYSTEM.getProcessCpuTime(), allocated,
                ofConsumers("incoming-byte-total"));
    }

    /** The cost per event between this moment and a later one. */
    Map<String, Double> until(Snapshot later) {
        double count = later.events - events;
        if (count <= 0) {
            throw new IllegalStateException("No event was handled during the measurement");
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("eventsPerSecond", count * 1e9 / (later.nanos - nanos));
        figures.put("cpuMicrosPerEvent", (later.cpuNanos - cpuNanos) / 1e3 / count);
        figures.put("bytesAllocatedPerEvent", (later.allocatedBytes - allocatedBytes) / count);
        return figures;
    }

    /** The sum of a figure over all consumers of Kafka's client in this process, as it reports them to JMX. */
    static double ofConsumers(String attribute) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        double sum = 0;
        try {
            for (ObjectName name : server.queryNames(new ObjectName("kafka.consumer:type=consumer-metrics,client-id=*"),
                    null)) {
                sum += ((Number) server.getAttribute(name, attribute)).doubleValue();
            }
        } catch (JMException e) {
            throw new IllegalStateException("Kafka's client does not report " + attribute, e);
        }
        return sum;
    }
}
