package cn.mingbai.print;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads codes with zxing-cpp, which many phones use, compiled to WebAssembly and run by Node. */
final class ZxingCpp implements AutoCloseable {

    private final Process process;
    private final OutputStream pictures;
    private final BufferedReader answers;

    ZxingCpp() throws Exception {
        Path folder = Path.of("..", "assets", "node_modules", "zxing-wasm").toAbsolutePath();
        Path script = Path.of(ZxingCpp.class.getResource("/zxing-cpp.mjs").toURI());
        process = new ProcessBuilder("node", script.toString(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        pictures = new BufferedOutputStream(process.getOutputStream(), 1 << 16);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The texts of the codes on a picture. */
    List<String> read(BufferedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] grey = new byte[width * height];
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) pixels[i];
        }
        pictures.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(width)
                .putInt(height)
                .array());
        pictures.write(grey);
        pictures.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("Expected an answer of Node for each picture, got none");
        }
        return line.isEmpty() ? List.of() : List.of(line.split("\t"));
    }

    @Override
    public void close() throws Exception {
        pictures.close();
        process.waitFor();
    }
}
