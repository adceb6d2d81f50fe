package io.quarkiverse.eventstream.deployment;

import java.util.Locale;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.JniRuntimeAccessBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.deployment.pkg.NativeConfig;

/**
 * Lets native executables read and write what Kafka compresses with snappy and zstd, as services on the JVM do. Both are written
 * in C: their libraries are unpacked and loaded when the first record needs them, and call back.
 */
class CompressionProcessor {

    private static final String SNAPPY = "org.xerial.snappy";
    private static final String ZSTD = "com.github.luben.zstd";

    /** Its jar brings the libraries into the executable by itself. */
    @BuildStep
    void snappy(BuildProducer<RuntimeInitializedPackageBuildItem> initializedLater,
            BuildProducer<JniRuntimeAccessBuildItem> calledBack) {
        initializedLater.produce(new RuntimeInitializedPackageBuildItem(SNAPPY));
        calledBack.produce(new JniRuntimeAccessBuildItem(false, true, false, SNAPPY + ".SnappyNative"));
    }

    @BuildStep
    void zstd(NativeConfig target, BuildProducer<RuntimeInitializedPackageBuildItem> initializedLater,
            BuildProducer<JniRuntimeAccessBuildItem> calledBack,
            BuildProducer<NativeImageResourcePatternsBuildItem> resources) {
        initializedLater.produce(new RuntimeInitializedPackageBuildItem(ZSTD));
        calledBack.produce(new JniRuntimeAccessBuildItem(false, false, true, ZSTD + ".ZstdInputStreamNoFinalizer",
                ZSTD + ".ZstdOutputStreamNoFinalizer"));
        resources.produce(NativeImageResourcePatternsBuildItem.builder()
                .includeGlob(zstdFolder(target.isExplicitContainerBuild()) + "/libzstd-jni-*").build());
    }

    /** Where its jar has the library for the machine that the executable is for. */
    private static String zstdFolder(boolean inContainer) {
        String machine = System.getProperty("os.arch");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (inContainer || system.contains("linux")) {
            return "linux/" + machine;
        }
        if (system.contains("mac")) {
            return "darwin/" + ("amd64".equals(machine) ? "x86_64" : machine);
        }
        return "win/" + machine;
    }
}
