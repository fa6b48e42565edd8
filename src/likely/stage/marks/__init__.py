"""The vocabulary of pictures, one mark a file. A mark has an id and turns into SVG elements."""
