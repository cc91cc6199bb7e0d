/**
 * Benchmarks. Numbers mean something only beside each other in one run: recording beside the plain run, a seek beside both.
 * {@code mvn -Pbench -Dquick -DskipTests -am -pl bench verify} runs them.
 */
package dev.xdpscope.bench;
