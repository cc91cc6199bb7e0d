package dev.xdpscope.app.ui;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/**
 * A test with a window and a robot. No display is needed, but on Linux the native libraries that JavaFX draws text with
 * are; where they are not installed the test is skipped and says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "dev.xdpscope.app.ui.NativeLibraries#present",
        disabledReason = "JavaFX needs libfreetype6 libfontconfig1 libpango-1.0-0 libpangoft2-1.0-0: install them")
@ExtendWith(ApplicationExtension.class)
@interface UiTest {}
