@echo off
rem Starts xdpscope on Windows: finds a JDK 25 or newer, builds what is missing, passes all arguments on.
setlocal enabledelayedexpansion
set "home=%~dp0"
set "home=%home:~0,-1%"
rem Built in folders of our own, so that no class is taken away from another build or an editor.
set "own=target\launch-build"
set "target=%home%\app\%own%"

set "jdk="
call :try "%XDPSCOPE_JAVA_HOME%"
call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do call :try "%%~dpJ.."
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%USERPROFILE%\.jdks\*") do call :try "%%~D"
if not defined jdk (
    echo xdpscope: a JDK 25 or newer is needed and none was found. 1>&2
    echo xdpscope: winget install EclipseAdoptium.Temurin.25.JDK, or https://adoptium.net 1>&2
    exit /b 2
)

rem Built, and no source newer than the build?
set "fresh="
if exist "%target%\built" for /f %%F in ('powershell -NoProfile -Command "$b = (Get-Item '%target%\built').LastWriteTime; $s = @('engine','drivers','app' | ForEach-Object { '%home%\' + $_ + '\src\main'; '%home%\' + $_ + '\pom.xml' }) + '%home%\pom.xml'; @(Get-ChildItem -Recurse $s | Where-Object { $_.LastWriteTime -gt $b }).Count"') do if "%%F"=="0" set "fresh=1"
if not defined fresh (
    where mvn >nul 2>nul || (
        echo xdpscope: Maven 3.8 or newer is needed for the first start: winget install Apache.Maven 1>&2
        exit /b 2
    )
    echo xdpscope: building ^(first start, about a minute^) ... 1>&2
    if not exist "%target%" mkdir "%target%"
    for %%M in (engine drivers app) do if exist "%home%\%%M\%own%\classes" rmdir /s /q "%home%\%%M\%own%\classes"
    set "JAVA_HOME=%jdk%"
    set "JAVA25_HOME=%jdk%"
    call mvn -B -f "%home%\pom.xml" package "-Dbuild.folder=%own%" -Dmaven.test.skip=true -Dmaven.source.skip=true -Dquick > "%target%\launch.log" 2>&1 < nul
    if errorlevel 1 (
        findstr /b /c:"[ERROR]" "%target%\launch.log" 1>&2
        echo xdpscope: the build failed; all of it is in %target%\launch.log 1>&2
        exit /b 2
    )
)

"%jdk%\bin\java" "@%home%\app\java.options" --module-path "%target%\javafx" -cp "%target%\xdpscope-app.jar;%target%\lib\*" ^
    "-Dxdpscope.home=%home%" -Dxdpscope.display=true dev.xdpscope.app.Main %*
exit /b %errorlevel%

rem Sets jdk to %1 if that is the home of a JDK 25 or newer and none was found before.
:try
if defined jdk exit /b
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
    set "major=%%~V"
    set "major=!major:"=!"
    if !major! geq 25 set "jdk=%~1"
)
exit /b
